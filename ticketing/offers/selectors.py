"""What the house offers beside its prices."""

from ground.keeping import kept
from ticketing.offers.models import Concession

SECONDS = 2


def offered_concessions() -> list[Concession]:
    """Ticket types that a visitor can choose, at most two seconds old."""

    def read() -> list[Concession]:
        return list(Concession.objects.filter(is_active=True))

    return kept("concessions", SECONDS, read)
