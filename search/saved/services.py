"""Saving a search, proving the address, ending it."""

import secrets
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet

from ground.counting import count
from search.models import SavedSearch
from search.models.saved import Ending
from ticketing.house.models import the_house
from ticketing.rush.buyers import key_hash, one_email
from ticketing.rush.models import the_rules

YEAR: Final = timedelta(days=365)
# So many questions of one address live at a time, and so many mails a day ask
# whether it is theirs.
MOST_OF_ONE: Final = 20
MOST_ASKED: Final = 5
_DAY: Final = 24 * 3600


def key_of(email: str) -> str:
    """By what an address is known, however it is written."""
    return key_hash("saved-search", one_email(email, the_rules()))


def live() -> QuerySet[SavedSearch]:
    """Those that somebody is to be written to about."""
    return SavedSearch.objects.filter(ended_at=None, confirmed_at__isnull=False)


@transaction.atomic
def save_search(
    question: str, *, email: str, language: str, until: date | None, now: datetime
) -> SavedSearch | None:
    """Keep the question for the address; the same one is kept once.

    It counts when the address was proved. None where the address has too many
    questions, which whoever asks is not told: the address may be another's.
    """
    key = key_of(email)
    known = SavedSearch.objects.filter(
        email_key=key, question=question, language=language, ended_at=None
    ).first()
    if known is not None:
        return known
    if SavedSearch.objects.filter(email_key=key, ended_at=None).count() >= MOST_OF_ONE:
        return None
    found, _made = SavedSearch.objects.get_or_create(
        email_key=key,
        question=question,
        language=language,
        ended_at=None,
        defaults={
            "secret": secrets.token_urlsafe(24),
            "email": email,
            "saved_at": now,
            "looked_at": now,
            "expires_at": expiry(until, now=now),
        },
    )
    return found


def expiry(until: date | None, *, now: datetime) -> datetime:
    """In a year, or when the days that are asked for are over."""
    if until is None or until - now.date() > YEAR:
        return now + YEAR
    midnight = datetime.combine(until + timedelta(days=1), time.min)
    return midnight.replace(tzinfo=the_house().zone)


def may_ask(search: SavedSearch) -> bool:
    """Count one more mail that asks whether the address is theirs."""
    return count(f"saved-search:{search.email_key}", _DAY) <= MOST_ASKED


def confirm(search: SavedSearch, *, now: datetime) -> None:
    """The address is proved; what came before now is no news."""
    unproved = SavedSearch.objects.filter(pk=search.pk, confirmed_at=None)
    unproved.filter(ended_at=None).update(confirmed_at=now, looked_at=now)


def keep_on(search: SavedSearch, *, until: date | None, now: datetime) -> None:
    """Let it live for another year from now."""
    own = SavedSearch.objects.filter(pk=search.pk, ended_at=None)
    own.update(expires_at=expiry(until, now=now), warned_at=None)


def end(which: Q, ending: Ending, *, now: datetime) -> int:
    """End these; nothing is written to anybody any more, and the address goes."""
    return SavedSearch.objects.filter(which, ended_at=None).update(
        ended_at=now, ending=ending, email="", email_key=""
    )


def stop(search: SavedSearch, *, now: datetime) -> None:
    """End it because whoever has its link says so."""
    end(Q(pk=search.pk), Ending.STOPPED, now=now)
