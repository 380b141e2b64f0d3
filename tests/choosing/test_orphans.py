"""Lone seats: the quick answer is the one that the definition gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketing.stock.orphans import leaves_one, left_alone


def lone(run, free):
    """By the definition: free, and no free seat beside it."""
    beside = [(a, b) for a, b in zip([None, *run], [*run[1:], None], strict=False)]
    return {
        seat
        for seat, (before, after) in zip(run, beside, strict=True)
        if seat in free and before not in free and after not in free
    }


@st.composite
def choices(draw):
    """A run of seats, those of it that are free, and some of these chosen."""
    length = draw(st.integers(1, 14))
    run = draw(st.permutations(range(100, 100 + length)))
    free = {seat for seat in run if draw(st.booleans())}
    chosen = {seat for seat in sorted(free) if draw(st.booleans())}
    return run, free, chosen


@given(choices())
def test_what_is_left_alone_was_not_alone_before(choice):
    run, free, chosen = choice

    expected = lone(run, free - chosen) - lone(run, free)

    assert set(left_alone(run, free, chosen)) == expected


@given(choices(), st.integers(0, 13), st.integers(1, 6))
def test_a_window_leaves_one_just_where_the_definition_says_so(choice, start, size):
    run, free, _chosen = choice
    window = run[start : start + size]
    if not window or not set(window) <= free:
        return

    expected = lone(run, free - set(window)) - lone(run, free)

    assert leaves_one(run, start, start + len(window), free) == bool(expected)


@given(choices())
def test_taking_all_that_is_free_leaves_nobody_alone(choice):
    run, free, _chosen = choice

    assert left_alone(run, free, free) == []


@pytest.mark.parametrize(
    ("seats", "alone"),
    [
        ("c.", [1]),  # the end of a row
        ("c..", []),
        ("c.x", [1]),
        ("c.c", [1]),
        (".c.", [0, 2]),
        ("x.x", []),  # alone before
        ("cc", []),
    ],
)
def test_by_example(seats, alone):
    run = list(range(len(seats)))
    free = {at for at in run if seats[at] != "x"}
    chosen = {at for at in run if seats[at] == "c"}

    assert left_alone(run, free, chosen) == alone
