"""Five ladders as they stand on tickets that are really sold."""

from decimal import Decimal

from ticketing.returns.ladders import Ladder, Mark, Step

DAY = 24


def step(mark, hours, percent="0", **more):
    return Step(Mark(mark), hours, Decimal(percent), **more)


# Free for a day from the opening of the sale, 30 % until six days before, then
# nothing; each buyer once.
FREE_AT_FIRST = Ladder(
    1, (step("on_sale", DAY), step("starts", 6 * DAY, "30")), once=True
)
# What the bank keeps for two days after the payment, then 20 % and that, until two
# days before the sale ends.
BANK_AND_TWENTY = Ladder(
    2,
    (
        step("paid", 2 * DAY, with_cost=True),
        step("sale_ends", 2 * DAY, "20", with_cost=True),
    ),
    cost_percent=Decimal("0.6"),
)
# Free for two days, then 20 %, then 40 %, then nothing.
TWENTY_FORTY = Ladder(
    3,
    (step("paid", 2 * DAY), step("starts", 7 * DAY, "20"), step("starts", DAY, "40")),
)
# 10, 20, 30 %, whole orders only, each account once.
WHOLE_AND_ONCE = Ladder(
    4,
    (
        step("starts", 15 * DAY, "10"),
        step("starts", 7 * DAY, "20"),
        step("starts", 2 * DAY, "30"),
    ),
    whole_order=True,
    once=True,
)
# Whole orders only, and at no time for nothing.
NEVER_FREE = Ladder(5, (step("starts", 3 * DAY, "15"),), whole_order=True)
ALL = (FREE_AT_FIRST, BANK_AND_TWENTY, TWENTY_FORTY, WHOLE_AND_ONCE, NEVER_FREE)
