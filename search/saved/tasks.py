"""What the worker does about saved searches."""

from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ground.tasks import later, periodic
from search.models import SavedSearch
from search.models.saved import Ending
from search.saved import mail
from search.saved.arrivals import forget_played
from search.saved.looking import look
from search.saved.services import end, live

# Who does not answer is forgotten; who is warned has at least a week.
UNPROVED: Final = timedelta(days=7)
WARNED_BEFORE: Final = timedelta(days=14)
WARNED_AT_LEAST: Final = timedelta(days=7)
KEPT_ENDED: Final = timedelta(days=30)
# Whoever asked for days knows when they are over.
HAS_LAST_DAY: Final = Q(question__contains="until=")


@periodic("house", every=timedelta(minutes=1))
def look_for_saved() -> None:
    """See what has come, and whom it is for."""
    look(now=timezone.now())


@periodic("house", every=timedelta(hours=24))
def look_after_saved() -> None:
    """Warn of what ends soon, end what is over, delete what is nobody's."""
    tidy(now=timezone.now())


def tidy(*, now: datetime) -> None:
    warn(now=now)
    warned = Q(warned_at__lte=now - WARNED_AT_LEAST) | HAS_LAST_DAY
    end(Q(expires_at__lte=now) & warned, Ending.EXPIRED, now=now)
    unproved = Q(confirmed_at=None, saved_at__lt=now - UNPROVED)
    ended = Q(ended_at__lt=now - KEPT_ENDED)
    SavedSearch.objects.filter(unproved | ended).delete()
    forget_played(now=now)


def warn(*, now: datetime) -> None:
    """Write to those whose search ends within two weeks, once."""
    soon = live().filter(expires_at__lte=now + WARNED_BEFORE, warned_at=None)
    soon = soon.exclude(HAS_LAST_DAY)
    for pk in list(soon.values_list("pk", flat=True)):
        with transaction.atomic():
            if live().filter(pk=pk, warned_at=None).update(warned_at=now):
                mail_warning.enqueue(pk)


@later("mail")
def mail_confirmation(search_id: int) -> None:
    """Ask whether the address is theirs."""
    mail.send_confirmation(search_id)


@later("mail")
def mail_found(search_id: int, day: str) -> None:
    """Tell of what came on that day."""
    mail.send_found(search_id, date.fromisoformat(day), now=timezone.now())


@later("mail")
def mail_warning(search_id: int) -> None:
    """Say that it ends soon."""
    mail.send_warning(search_id)
