"""What the house offers beside its prices."""

from django.core.cache import cache

from ticketing.offers.models import Concession

CACHE_SECONDS = 2


def offered_concessions() -> list[Concession]:
    """Ticket types that a visitor can choose, at most two seconds old."""
    found: list[Concession] | None = cache.get_or_set(
        "concessions",
        lambda: list(Concession.objects.filter(is_active=True)),
        CACHE_SECONDS,
    )
    return found or []
