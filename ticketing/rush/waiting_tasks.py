"""What happens to waiting lists by itself."""

from datetime import datetime, timedelta

from django.db.models import Max
from django.utils import timezone

from ground.tasks import later, periodic
from ticketing.rush import waiting_list, waiting_mail
from ticketing.rush.models import WaitingCursor, WaitingOffer
from ticketing.shows.models import Performance
from ticketing.stock.models import StockEvent

# Events of transactions that ended later may have lower keys: read these again.
OVERLAP = timedelta(minutes=2)


@periodic("stock", every=timedelta(seconds=15))
def serve_waiting_lists() -> None:
    """Offer what came back since the last time, and pass on what lapsed."""
    now = timezone.now()
    cursor, _made = WaitingCursor.objects.get_or_create(pk=1)
    for performance_id in sorted(_to_serve(cursor.event, now=now)):
        waiting_list.serve(performance_id, now=now)
    settled = StockEvent.objects.filter(pk__gt=cursor.event, at__lt=now - OVERLAP)
    last = settled.aggregate(last=Max("pk"))["last"]
    if last:
        WaitingCursor.objects.filter(pk=1).update(event=last)


def _to_serve(cursor: int, *, now: datetime) -> set[int]:
    """Performances with a list of which the stock moved, or an offer lapsed."""
    with_list = Performance.objects.filter(has_waiting_list=True)
    moved = StockEvent.objects.filter(pk__gt=cursor, performance__in=with_list)
    due = WaitingOffer.objects.filter(ended_at=None, deadline__lte=now)
    return {
        *moved.values_list("performance_id", flat=True).distinct(),
        *due.values_list("entry__performance_id", flat=True),
    }


@later("stock")
def serve_one(performance_id: int) -> None:
    """Somebody joined or left: look whether there is something for the list."""
    waiting_list.serve(performance_id, now=timezone.now())


@later("mail")
def mail_confirmation(entry_id: int) -> None:
    """Ask whether the address is theirs."""
    waiting_mail.send_confirmation(entry_id)


@later("mail")
def mail_offer(offer_id: int) -> None:
    """Say what is held for them, and until when."""
    waiting_mail.send_offer(offer_id)
