"""What is true of every quote, whatever is wanted and offered."""

from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st

from tests.offers.rows import STUDENT, asked, rule, wish
from ticketing.offers.kinds import Combines, OfferKind
from ticketing.offers.quote import HousePrices
from ticketing.offers.rules import split

GRAINS = {"JPY": 1000, "CNY": 10, "BHD": 1}
KINDS = st.sampled_from(list(OfferKind))


@st.composite
def rules(draw, currency):
    made = []
    for key in range(draw(st.integers(0, 6))):
        kind = draw(KINDS)
        way = draw(st.sampled_from(["percent", "off", "price"]))
        amount = draw(st.integers(0, 100 if way == "percent" else 400))
        count = draw(st.integers(2, 3))
        shows = {1, 2} if kind == OfferKind.SHOWS else draw(st.sets(st.integers(1, 2)))
        made.append(
            rule(
                key,
                **{"percent" if kind == OfferKind.BUY_GET else way: min(amount, 100)},
                kind=kind,
                currency=currency,
                combines=draw(st.sampled_from(list(Combines))),
                shows=frozenset(shows),
                count=count if kind in COUNTED else 0,
                free_count=1 if kind == OfferKind.BUY_GET else 0,
            )
        )
    return made


COUNTED = {OfferKind.GROUP, OfferKind.FAMILY, OfferKind.BUY_GET}


@st.composite
def carts(draw):
    currency = draw(st.sampled_from(list(GRAINS)))
    wishes = [
        wish(
            key,
            str(Decimal(draw(st.integers(0, 300_000)) * GRAINS[currency]) / 1000),
            show=draw(st.integers(1, 3)),
            concession=draw(st.sampled_from([None, STUDENT])),
        )
        for key in range(draw(st.integers(1, 6)))
    ]
    return wishes, draw(rules(currency)), HousePrices(currency, Decimal(5), Decimal(9))


def prices_of(found):
    return {line.key: (line.price, line.steps, line.old_price) for line in found.lines}


@given(carts(), st.randoms(use_true_random=False))
def test_the_order_of_lines_and_of_rules_changes_nothing(cart, random):
    wishes, offered, prices = cart
    first = asked(wishes, *offered, prices=prices)
    random.shuffle(wishes)
    random.shuffle(offered)

    second = asked(wishes, *offered, prices=prices)

    assert prices_of(first) == prices_of(second)
    assert {p.code for p in first.passed} == {p.code for p in second.passed}


@given(carts())
def test_every_line_is_its_list_price_and_its_steps(cart):
    wishes, offered, prices = cart
    unit = Decimal(GRAINS[prices.currency]) / 1000

    for line in asked(wishes, *offered, prices=prices).lines:
        assert line.price == line.list_price + sum(step.amount for step in line.steps)
        assert 0 <= line.price <= line.list_price
        assert line.price % unit == 0
        assert 0 <= line.fee + line.tax <= line.price


# The dearest place of a show gives up what it has by itself, its neighbour nothing.
GIVES_UP = (
    [
        wish(0, "8", show=1),
        wish(1, "8", show=1, concession=STUDENT),
        wish(2, "8", show=2, concession=STUDENT),
        wish(3, "1", show=2),
    ],
    [
        rule(0, off="2", currency="JPY"),
        rule(
            1,
            off="2",
            currency="JPY",
            kind=OfferKind.SHOWS,
            combines=Combines.CONCESSIONS,
            shows=frozenset({1, 2}),
        ),
    ],
    HousePrices("JPY", Decimal(5), Decimal(9)),
)


@given(carts())
@example(GIVES_UP)
def test_no_single_offer_would_cost_less(cart):
    wishes, offered, prices = cart
    best = asked(wishes, *offered, prices=prices).total

    assert all(best <= asked(wishes, one, prices=prices).total for one in offered)


@given(carts(), st.data())
def test_no_offer_makes_the_others_dearer(cart, data):
    wishes, offered, prices = cart
    some = [one for one in offered if data.draw(st.booleans())]

    best = asked(wishes, *offered, prices=prices).total

    assert best <= asked(wishes, *some, prices=prices).total


@given(carts(), st.data())
def test_buying_in_two_parts_never_costs_less(cart, data):
    wishes, offered, prices = cart
    parts = {True: [], False: []}
    for one in wishes:
        parts[data.draw(st.booleans())].append(one)

    best = asked(wishes, *offered, prices=prices).total

    apart = [asked(part, *offered, prices=prices).total for part in parts.values()]
    assert best <= sum(apart)


@given(
    st.lists(st.integers(0, 9_999), min_size=1, max_size=12),
    st.integers(0, 100),
    st.sampled_from([1, 10, 1000]),
)
def test_a_split_adds_up_and_no_part_outgrows_its_weight(weights, percent, grain):
    weights = [weight * grain for weight in weights]
    whole = sum(weights) * percent // (100 * grain) * grain

    parts = split(whole, weights, grain)

    assert sum(parts) == whole
    assert all(0 <= part <= weight for part, weight in zip(parts, weights, strict=True))
