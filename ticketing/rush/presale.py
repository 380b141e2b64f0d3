"""Buying before the sale opens.

A code is looked up where the visitor enters it, remembered with the cart when
places are held with it, and used up by the order. An order that ends gives its
code back. Performances whose sale is open ask nothing of this.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from members.models import Level
from ticketing.orders.models import Cart, Order, OrderLine
from ticketing.orders.phases import ENDED
from ticketing.rush.admissions import is_admitted
from ticketing.rush.buyers import one_email
from ticketing.rush.errors import (
    CodeForAnother,
    CodeNotNow,
    CodeUnknown,
    CodeUsed,
    PresaleOnly,
    PresaleSoldOut,
    TooManyForCode,
)
from ticketing.rush.level_lead import early_level, open_to_a_level
from ticketing.rush.models import (
    CartCode,
    PresaleCode,
    PresaleUse,
    PresaleWindow,
    the_rules,
)
from ticketing.shows.models import Performance


@dataclass(frozen=True, slots=True)
class Early:
    """That a visitor may buy early: how many places; None where any number.

    Without a window it is their level that opens the performance.
    """

    window: PresaleWindow | None
    most: int | None
    codes: tuple[PresaleCode, ...] = ()
    level: Level | None = None

    @property
    def name(self) -> str:
        """What lets them in, in the reader's language."""
        return str(self.level or self.window)


def windows_of(performance_id: int, *, now: datetime) -> QuerySet[PresaleWindow]:
    """The presales of a performance that run at that moment."""
    return PresaleWindow.objects.filter(
        performances=performance_id, begins_at__lte=now, ends_at__gt=now
    )


def in_presale(performance_id: int, *, now: datetime) -> QuerySet[Performance]:
    """The performance, where its sale opens later and some can have it already.

    Those are who has a code, and members of a level.
    """
    running = windows_of(performance_id, now=now).values("performances")
    later = Performance.objects.opening_after(now)
    by_code: QuerySet[Performance] = later.filter(pk=performance_id, pk__in=running)
    return by_code | open_to_a_level(performance_id, now=now)


def coming_windows(performance_id: int, *, now: datetime) -> QuerySet[PresaleWindow]:
    """Those that run or are to come."""
    return PresaleWindow.objects.filter(performances=performance_id, ends_at__gt=now)


def plain_code(text: str) -> str:
    """The code as it is kept, from what was typed."""
    return "".join(char for char in text.upper() if char.isascii() and char.isalnum())


def find_code(text: str, performance_id: int, *, now: datetime) -> PresaleCode:
    """Return the code that was typed, for this performance.

    Raises CodeUnknown, CodeNotNow or CodeUsed.
    """
    code = (
        PresaleCode.objects.select_related("window")
        .filter(
            code=plain_code(text)[:20],
            voided_at=None,
            window__performances=performance_id,
        )
        .first()
    )
    if code is None:
        raise CodeUnknown
    if not code.window.begins_at <= now < code.window.ends_at:
        raise CodeNotNow(begins=code.window.begins_at, ends=code.window.ends_at)
    if _used([code]):
        raise CodeUsed
    return code


def early_for(
    performance_id: int,
    *,
    code_ids: Collection[int],
    account_id: int | None,
    now: datetime,
) -> Early | None:
    """Say what a visitor with these codes may buy before the sale opens.

    A level that lets them in uses no code up.
    """
    level = early_level(performance_id, account_id, now=now)
    if level is not None:
        return Early(None, None, level=level)
    running = list(windows_of(performance_id, now=now))
    if not running:
        return None
    found = PresaleCode.objects.filter(
        pk__in=code_ids, window__in=running, voided_at=None
    ).select_related("window")
    known = list(found) if code_ids else []
    used = _used(known)
    codes = tuple(code for code in known if code.pk not in used)
    for window in running:
        if window.admits and is_admitted(window.admits, account_id, now=now):
            return Early(window, None)
    if not codes:
        return None
    most = sum(code.window.places_per_code for code in codes)
    return Early(codes[0].window, most, codes)


def admit_early(
    cart: Cart, performance_id: int, *, more: Collection[int], now: datetime
) -> None:
    """Let a saved cart hold places of a performance that is not on sale yet.

    The codes are the ones that the visitor shows and those the cart had. Raises
    PresaleOnly or TooManyForCode.
    """
    kept = set(CartCode.objects.filter(cart=cart).values_list("code_id", flat=True))
    early = early_for(
        performance_id,
        code_ids=kept | set(cart.presale_codes),
        account_id=cart.account_id,
        now=now,
    )
    if early is None:
        raise PresaleOnly
    theirs = cart.cart_places.filter(place__performance=performance_id)
    wanted = set(more).union(theirs.values_list("place_id", flat=True))
    if early.most is not None and len(wanted) > early.most:
        raise TooManyForCode(most=early.most)
    CartCode.objects.bulk_create(
        (CartCode(cart=cart, code=code) for code in early.codes),
        ignore_conflicts=True,
    )


def move_codes(from_cart: Cart, to_cart: Cart) -> None:
    """What a guest entered stays with them when they sign in."""
    codes = CartCode.objects.filter(cart=from_cart).values_list("code_id", flat=True)
    CartCode.objects.bulk_create(
        [CartCode(cart=to_cart, code_id=code) for code in codes], ignore_conflicts=True
    )


def use_presale(
    order: Order, cart: Cart, lines: Sequence[OrderLine], *, now: datetime
) -> None:
    """Use up what lets this order come before the sale opens.

    Inside the order's transaction, the lines' performances loaded. Raises
    PresaleOnly, CodeUsed, CodeForAnother, TooManyForCode or PresaleSoldOut.
    """
    early: dict[int, list[OrderLine]] = {}
    for line in lines:
        performance = line.performance
        if performance is not None and _is_early(performance, order, now=now):
            early.setdefault(performance.pk, []).append(line)
    if not early:
        return
    codes = _locked_codes(cart, early)
    used = _used(codes)
    places: Counter[PresaleWindow] = Counter()
    for performance_id in sorted(early):
        window = _window_for(performance_id, codes, order, now=now)
        places[window] += len(early[performance_id])
    for window, count in places.items():
        _use(window, codes, used, order, count)


def _is_early(performance: Performance, order: Order, *, now: datetime) -> bool:
    """Whether a presale must let the order in, for the buyer's level does not."""
    opens = performance.on_sale_from
    if opens is None or opens <= now:
        return False
    return early_level(performance.pk, order.account_id, now=now) is None


def _locked_codes(cart: Cart, performance_ids: Collection[int]) -> list[PresaleCode]:
    """Wait for other orders with these codes, then read what is left of them.

    Before them, and all at once, for every presale whose places may have to be
    counted: those of the codes, and those that admit members.
    """
    ids = sorted(CartCode.objects.filter(cart=cart).values_list("code_id", flat=True))
    counted = PresaleWindow.objects.filter(quota__isnull=False)
    by_code = Q(codes__in=ids)
    by_level = Q(performances__in=performance_ids) & ~Q(admits="")
    lock_windows(counted.filter(by_code | by_level).values_list("pk", flat=True))
    codes = PresaleCode.objects.filter(pk__in=ids, voided_at=None).order_by("pk")
    list(codes.select_for_update(no_key=True, of=("self",)).values_list("pk"))
    PresaleUse.objects.filter(code__in=ids, order__phase__in=ENDED).delete()
    return list(codes.select_related("window"))


def lock_windows(window_ids: Collection[int]) -> None:
    """Wait for what changes these presales or counts their places."""
    rows = PresaleWindow.objects.filter(pk__in=list(window_ids)).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))


def _used(codes: Collection[PresaleCode]) -> set[int]:
    """Those of the codes that an order has which has not ended."""
    if not codes:
        return set()
    uses = PresaleUse.objects.filter(code__in=codes).exclude(order__phase__in=ENDED)
    return {pk for pk in uses.values_list("code_id", flat=True) if pk is not None}


def _window_for(
    performance_id: int, codes: Sequence[PresaleCode], order: Order, *, now: datetime
) -> PresaleWindow:
    """The presale in which the order buys this performance: by code or as member."""
    windows = PresaleWindow.objects.filter(
        performances=performance_id, begins_at__lte=now
    )
    by_code = {code.window_id for code in codes}
    found = list(windows)
    for window in found:
        if window.admits and is_admitted(window.admits, order.account_id, now=now):
            return window
    with_code = next((w for w in found if w.pk in by_code), None)
    if with_code is None:
        raise PresaleOnly
    return with_code


def _use(
    window: PresaleWindow,
    codes: Sequence[PresaleCode],
    used: set[int],
    order: Order,
    places: int,
) -> None:
    fitting = [code for code in codes if code.window_id == window.pk]
    if window.admits and not fitting:
        PresaleUse.objects.create(window=window, order=order)
        _keep_quota(window)
        return
    _must_be_theirs(fitting, order)
    left = [code for code in fitting if code.pk not in used]
    if not left:
        raise CodeUsed
    needed = -(-places // window.places_per_code)
    if needed > len(left):
        raise TooManyForCode(most=len(left) * window.places_per_code)
    PresaleUse.objects.bulk_create(
        PresaleUse(window=window, code=code, order=order) for code in left[:needed]
    )
    used.update(code.pk for code in left[:needed])
    _keep_quota(window)


def _must_be_theirs(codes: Sequence[PresaleCode], order: Order) -> None:
    rules = the_rules()
    buyer = one_email(order.buyer_email, rules)
    if any(code.email and one_email(code.email, rules) != buyer for code in codes):
        raise CodeForAnother


def _keep_quota(window: PresaleWindow) -> None:
    """Count the places of all its orders, the new one included, under its lock."""
    if window.quota is not None and places_sold(window) > window.quota:
        raise PresaleSoldOut


def places_sold(window: PresaleWindow) -> int:
    """How many places the orders of a presale have now."""
    orders = PresaleUse.objects.filter(window=window).values("order")
    return (
        OrderLine.objects.live()
        .filter(order__in=orders, performance__in=window.performances.all())
        .count()
    )
