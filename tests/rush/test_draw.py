"""The draw: a bijection, fair, and checkable by a stranger."""

import re
import subprocess
import sys
from collections import Counter
from hashlib import sha256
from itertools import permutations

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from ticketing.rush.draw import drawn_rank, new_seed, print_of, rank_of

SEED = "5f" * 32
seeds = st.binary(min_size=32, max_size=32).map(bytes.hex)


@given(seed=seeds, drawn=st.integers(1, 300))
def test_ranks_are_a_bijection(seed, drawn):
    ranks = [drawn_rank(seed, drawn, number) for number in range(drawn)]

    assert sorted(ranks) == list(range(drawn))


@given(seed=seeds, drawn=st.integers(1, 2_000_000_000), data=st.data())
def test_a_rank_of_many_is_one_of_them(seed, drawn, data):
    number = data.draw(st.integers(0, drawn - 1))

    assert 0 <= drawn_rank(seed, drawn, number) < drawn


@given(seed=seeds, drawn=st.integers(0, 1000), late=st.integers(0, 1000))
def test_who_comes_later_follows_in_order(seed, drawn, late):
    assert rank_of(seed, drawn, drawn + late) == drawn + late


def test_a_number_that_was_not_drawn_has_no_drawn_rank():
    with pytest.raises(ValueError, match="not among"):
        drawn_rank(SEED, 10, 10)


def test_each_order_of_three_comes_up_alike():
    """Chi squared with 5 degrees of freedom is below 20.5 in 999 of 1000 draws."""
    seeds = [sha256(str(n).encode()).hexdigest() for n in range(3000)]

    orders = Counter(tuple(drawn_rank(s, 3, n) for n in range(3)) for s in seeds)

    assert set(orders) == set(permutations(range(3)))
    assert sum((n - 500) ** 2 / 500 for n in orders.values()) < 20.5


def test_coming_first_gives_nothing():
    """The mean rank of the first of a hundred, over many draws, is in the middle."""
    seeds = [sha256(str(n).encode()).hexdigest() for n in range(2000)]

    mean = sum(drawn_rank(s, 100, 0) for s in seeds) / len(seeds)

    assert 47 < mean < 52


def test_the_print_is_of_the_seed():
    seed = new_seed()

    assert len(seed) == 64
    assert print_of(seed) == sha256(bytes.fromhex(seed)).hexdigest()


@pytest.fixture(scope="module")
def stranger():
    """What the documentation prints, run as it stands there."""
    text = (settings.ROOT / "docs" / "waiting-room.md").read_text(encoding="utf-8")
    [code] = re.findall(r"```python\n(.*?)```", text, re.S)
    names = {"__name__": "docs"}
    exec(compile(code, "docs/waiting-room.md", "exec"), names)
    return names["place"]


@given(seed=seeds, drawn=st.integers(1, 100_000), data=st.data())
def test_a_stranger_finds_the_same_place(stranger, seed, drawn, data):
    number = data.draw(st.integers(0, drawn + 1000))

    assert stranger(seed, drawn, number + 1) == rank_of(seed, drawn, number) + 1


def test_the_file_to_download_is_what_the_documentation_prints():
    text = (settings.ROOT / "docs" / "waiting-room.md").read_text(encoding="utf-8")
    [code] = re.findall(r"```python\n(.*?)```", text, re.S)

    assert (settings.ROOT / "static" / "check_draw.py").read_text("utf-8") == code


def test_the_file_says_print_and_place():
    checked = subprocess.run(
        [
            sys.executable,
            settings.ROOT / "static" / "check_draw.py",
            SEED,
            "6310",
            "17",
        ],
        capture_output=True,
        text=True,
        check=True,
    )

    assert checked.stdout.split() == [
        "print:",
        print_of(SEED),
        "place:",
        str(rank_of(SEED, 6310, 16) + 1),
    ]
