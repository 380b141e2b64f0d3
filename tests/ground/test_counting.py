"""What happens within a while is counted, and forgotten after it."""

import pytest

from ground.counting import count, counted

pytestmark = pytest.mark.cache


def test_each_key_has_a_count_of_its_own():
    assert [count("wrong:a", 60), count("wrong:a", 60), count("wrong:b", 60)] == [
        1,
        2,
        1,
    ]
    assert (counted("wrong:a"), counted("wrong:c")) == (2, 0)


def test_a_count_that_ends_meanwhile_begins_anew():
    over_at_once = 0

    assert [count("short", over_at_once) for _ in range(2)] == [1, 1]
    assert counted("short") == 0
