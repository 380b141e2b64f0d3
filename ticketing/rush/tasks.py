"""What the rush does by itself; the worker finds tasks in this module."""

from ticketing.rush.room_tasks import move_rooms

__all__ = ["move_rooms"]
