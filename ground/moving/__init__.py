"""Carrying a house from one database to another."""


class MoveRefused(Exception):
    """The house can't be moved there; the target is as it was. Says why."""
