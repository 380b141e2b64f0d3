"""Moments as somebody at the house would type them."""

from ticketing.house.models import the_house


def house_time(moment):
    """The moment on the house's clock, as a field for day and time takes it."""
    return f"{moment.astimezone(the_house().zone):%Y-%m-%dT%H:%M}"
