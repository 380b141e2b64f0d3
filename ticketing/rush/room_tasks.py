"""A waiting room goes on where nobody looks at it."""

from datetime import timedelta

from django.utils import timezone

from ground.tasks import periodic
from ticketing.rush.models import Room
from ticketing.rush.room_steps import look_afresh


@periodic("stock", every=timedelta(seconds=15))
def move_rooms() -> None:
    """Draw orders whose moment has come, and move the doors."""
    now = timezone.now()
    open_rooms = Room.objects.filter(
        performance__has_room=True,
        performance__on_sale_from__lte=now,
        performance__starts_at__gt=now,
    )
    for performance_id in open_rooms.values_list("performance_id", flat=True):
        look_afresh(performance_id, now=now)
