"""Tax in a price: whichever way it is found, it is the same tax."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.offers.rows import YUAN, asked, wish
from ticketing.offers.quote import HousePrices
from ticketing.offers.taxes import tax_in, taxes_of_document, with_tax, without_tax

UNITS = {"JPY": Decimal(1), "CNY": Decimal("0.01"), "BHD": Decimal("0.001")}
CURRENCIES = st.sampled_from(list(UNITS))
RATES = st.integers(0, 10_000).map(lambda n: Decimal(n) / 100)


@given(CURRENCIES, RATES, st.integers(0, 10_000_000))
def test_a_price_that_was_typed_without_tax_is_found_again(currency, rate, units):
    typed = units * UNITS[currency]

    whole = with_tax(typed, rate, currency)

    assert without_tax(whole, rate, currency) == typed
    assert tax_in(whole, rate, currency) == whole - typed


LINES = st.lists(
    st.tuples(st.integers(0, 1_000_000), st.sampled_from([0, 6, 13, 19])), max_size=12
)


@given(CURRENCIES, LINES, st.randoms(use_true_random=False))
def test_taxes_of_a_document_add_up_to_the_tax_of_its_sums(currency, told, random):
    unit = UNITS[currency]
    lines = [(units * unit, Decimal(rate)) for units, rate in told]

    taxes = taxes_of_document(lines, currency)

    for rate in {rate for _price, rate in lines}:
        mine = [(p, t) for (p, r), t in zip(lines, taxes, strict=True) if r == rate]
        whole = tax_in(sum(p for p, _t in mine), rate, currency)
        assert sum(t for _p, t in mine) == whole
        assert all(abs(t - tax_in(p, rate, currency)) <= unit for p, t in mine)
    pairs = sorted(zip(lines, taxes, strict=True))
    random.shuffle(lines)
    again = taxes_of_document(lines, currency)
    assert sorted(zip(lines, again, strict=True)) == pairs


def test_rounding_each_line_and_rounding_the_order_differ():
    wishes = [wish(key, "0.99") for key in range(3)]
    lines = asked(wishes, prices=HousePrices("CNY", tax_rate=Decimal(13)))
    order = asked(
        wishes,
        prices=HousePrices("CNY", tax_rate=Decimal(13), rounds_together=True),
    )

    assert [line.tax for line in lines.lines] == [Decimal("0.11")] * 3
    assert lines.tax == Decimal("0.33")
    assert order.tax == tax_in(Decimal("2.97"), Decimal(13), "CNY") == Decimal("0.34")
    assert lines.total == order.total


def test_a_rate_of_its_own_goes_before_the_rate_of_the_house():
    house = HousePrices("CNY", tax_rate=Decimal(6))
    sport = wish(2, "113", tax_rate=Decimal(13))

    found = asked([wish(1, "106"), sport, wish(3, tax_rate=Decimal(0))], prices=house)

    assert [(line.tax_rate, line.tax) for line in found.lines] == [
        (6, 6),
        (13, 13),
        (0, 0),
    ]
    assert asked([wish(1, "106")], prices=YUAN).tax == 0
