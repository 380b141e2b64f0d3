"""Rules of numbering that hold for any row, asked of the very script that numbers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.browser

SCRIPT = "/static/js/desk/plan_editor/numbering.js"
SCHEMES = ("ltr", "rtl", "odd", "even", "parted", "continental")
counts = st.integers(1, 60)
starts = st.integers(1, 500)
few = settings(max_examples=40, deadline=None)


@pytest.fixture(scope="module")
def ask(chromium, site):
    """Calls a function of the script in an empty page of the site."""
    page = chromium.new_page()
    page.goto(site.at("/robots.txt"))

    def call(name, *values):
        return page.evaluate(
            "async ([script, name, values]) => (await import(script))[name](...values)",
            [SCRIPT, name, values],
        )

    yield call
    page.close()


def numbered(ask, count, scheme, start):
    labels = ask("seatLabels", count, {"scheme": scheme, "start": start})
    assert len(set(labels)) == len(labels) == count
    return [int(label) for label in labels]


@given(counts, starts)
@few
def test_no_seat_of_a_row_has_the_number_of_another(ask, count, start):
    for scheme in SCHEMES:
        numbered(ask, count, scheme, start)


@given(counts, starts)
@few
def test_numbers_run_from_the_side_that_was_asked_for(ask, count, start):
    along = numbered(ask, count, "ltr", start)

    assert along == list(range(start, start + count))
    assert numbered(ask, count, "rtl", start) == along[::-1]
    assert numbered(ask, count, "continental", start) == along


@given(counts, starts)
@few
def test_odd_and_even_keep_to_their_kind(ask, count, start):
    odd, even = (numbered(ask, count, name, start) for name in ("odd", "even"))

    assert {number % 2 for number in odd} == {1}
    assert {number % 2 for number in even} == {0}
    assert sorted(odd) == odd
    assert min(odd + even) >= start


@given(counts)
@few
def test_from_the_middle_odd_goes_left_and_even_right(ask, count):
    row = numbered(ask, count, "parted", 1)

    assert sorted(row) == list(range(1, count + 1))
    left = [number for number in row if number % 2]
    assert row[: len(left)] == left == sorted(left, reverse=True)
    assert row[len(left) :] == sorted(row[len(left) :])


@given(st.lists(st.text("ABC0123", min_size=1, max_size=4), min_size=1, max_size=9))
@few
def test_a_list_of_ones_own_is_taken_as_it_is_or_not_at_all(ask, labels):
    options = {"scheme": "custom", "custom": "，".join(labels)}

    found = ask("seatLabels", len(labels), options)

    assert found == (labels if len(set(labels)) == len(labels) else None)
    assert ask("seatLabels", len(labels) + 1, options) is None


@given(st.integers(0, 100_000), st.sampled_from(["ABCDEFGHJKLMNPQRSTUVWXYZ", "AB"]))
@few
def test_the_name_of_a_row_leads_back_to_its_place(ask, place, alphabet):
    name = ask("nameOfPlace", place, alphabet)

    assert set(name) <= set(alphabet)
    assert ask("placeOfName", name, alphabet) == place


def test_rows_after_z_have_two_letters(ask):
    assert ask("rowNames", 3, "letters", "Y") == ["Y", "Z", "AA"]
    assert ask("rowNames", 3, "letters", "H") == ["H", "J", "K"]
    assert ask("rowNames", 3, "alphabet", "H") == ["H", "I", "J"]
    assert ask("rowNames", 3, "numbers", "9") == ["9", "10", "11"]
