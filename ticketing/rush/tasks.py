"""What the rush does by itself; the worker finds tasks in this module."""

from ticketing.rush.room_tasks import move_rooms
from ticketing.rush.waiting_tasks import (
    mail_confirmation,
    mail_offer,
    serve_one,
    serve_waiting_lists,
)

__all__ = [
    "mail_confirmation",
    "mail_offer",
    "move_rooms",
    "serve_one",
    "serve_waiting_lists",
]
