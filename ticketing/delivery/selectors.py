"""Ways of delivery that the house offers."""

from collections import defaultdict
from typing import Final

from django.db.models import QuerySet

from ground.compiled import compiled
from ground.keeping import forget, kept
from ticketing.delivery.charging import Rate, Way
from ticketing.delivery.models import Method, MethodKind, PriceStep

SECONDS: Final = 2
_KEY: Final = "deliveries"


@compiled
def _coded(code: str) -> QuerySet[Method]:
    return Method.objects.filter(is_active=True, code=code)


def way_coded(code: str) -> Way | None:
    """An offered way of delivery as it is now; one query where it has no parcel."""
    method = _coded.first(code)
    return Way(method, _rates([method]).get(method.pk, ())) if method else None


def ways_offered() -> list[Way]:
    """All that are offered, in their order, at most two seconds old."""
    return kept(_KEY, SECONDS, _read)


def ways_changed() -> None:
    """Show in this process at once what staff have just changed."""
    forget(_KEY)


def free_e_tickets() -> QuerySet[Method]:
    """Ways that send by e-mail and cost nothing."""
    return Method.objects.filter(is_active=True, kind=MethodKind.E_TICKET, price=0)


def _read() -> list[Way]:
    methods = list(Method.objects.filter(is_active=True))
    rates = _rates(methods)
    return [Way(method, rates.get(method.pk, ())) for method in methods]


def _rates(methods: list[Method]) -> dict[int, tuple[Rate, ...]]:
    """Price steps by method; those who need no address are not asked about."""
    found: defaultdict[int, list[Rate]] = defaultdict(list)
    asked = [method.pk for method in methods if method.needs_address]
    if asked:
        steps = PriceStep.objects.filter(method__in=asked).select_related("zone")
        for step in steps:
            rate = Rate(frozenset(step.zone.areas), step.up_to, step.price)
            found[step.method_id].append(rate)
    return {pk: tuple(rates) for pk, rates in found.items()}
