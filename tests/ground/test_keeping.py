"""Pieces of pages that are kept, also where one piece is made of another."""

import threading
import time

import pytest

from ground import keeping
from ground.keeping import SECOND, kept, kept_each

MINUTE = 60
WELL_BELOW_PATIENCE = 1


@pytest.fixture(autouse=True)
def _one_lock(monkeypatch):
    """The worst case: all keys share a lock."""
    monkeypatch.setattr(keeping, "_STRIPES", 1)
    keeping._locks.clear()


def _page():
    return kept("test-page", MINUTE, lambda: f"page of {_rows()}")


def _rows():
    return kept("test-rows", MINUTE, lambda: "rows")


def _in_thread(build, answers):
    thread = threading.Thread(target=lambda: answers.append(build()))
    thread.start()
    return thread


def test_a_piece_made_of_another_does_not_wait_for_itself():
    began = time.monotonic()

    assert _page() == "page of rows"
    assert time.monotonic() - began < WELL_BELOW_PATIENCE


def test_each_piece_is_kept_under_its_own_key():
    _page()

    assert kept("test-page", MINUTE, lambda: "built again") == "page of rows"
    assert kept("test-rows", MINUTE, lambda: "built again") == "rows"


def test_a_piece_within_a_piece_frees_the_lock_for_others():
    _page()
    keeping.forget_all()

    answers = []
    thread = _in_thread(_page, answers)
    thread.join(timeout=WELL_BELOW_PATIENCE)

    assert answers == ["page of rows"]


def test_a_piece_that_fails_within_a_piece_frees_the_lock_too():
    def fail():
        raise LookupError

    with pytest.raises(LookupError):
        kept("test-page", MINUTE, lambda: kept("test-rows", MINUTE, fail))

    answers = []
    thread = _in_thread(_page, answers)
    thread.join(timeout=WELL_BELOW_PATIENCE)
    assert answers == ["page of rows"]


def test_whoever_waits_gets_what_was_built_meanwhile():
    built = []

    def build():
        built.append(threading.get_ident())
        time.sleep(0.1)
        return f"page of {_rows()}"

    answers = []
    threads = [
        _in_thread(lambda: kept("test-slow", MINUTE, build), answers) for _ in range(4)
    ]
    for thread in threads:
        thread.join()

    assert answers == ["page of rows"] * 4
    assert len(built) == 1


def test_what_is_over_or_forgotten_is_built_anew(monkeypatch):
    moment = 0.0
    monkeypatch.setattr(keeping, "clock", lambda: moment)
    kept("test-page", MINUTE, lambda: "first")

    moment = MINUTE - 0.1
    assert kept("test-page", MINUTE, lambda: "second") == "first"
    moment = float(MINUTE)
    assert kept("test-page", MINUTE, lambda: "second") == "second"
    keeping.forget("test-page")
    assert kept("test-page", MINUTE, lambda: "third") == "third"


def test_what_is_over_goes_though_there_is_room(monkeypatch):
    for n in range(3):
        kept(f"test-short-{n}", SECOND, lambda: "page")
    later = keeping.clock() + 2
    monkeypatch.setattr(keeping, "clock", lambda: later)

    for n in range(50):
        kept(f"test-{n}", MINUTE, lambda: "page")

    assert not [key for key in keeping._kept if key.startswith("test-short-")]


def test_no_more_is_kept_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr(keeping, "_MOST", 3)
    for number in range(5):
        kept(f"test-{number}", MINUTE, lambda: "first")

    anew = [kept(f"test-{n}", MINUTE, lambda: "anew") for n in (4, 3, 2, 0)]

    assert anew == ["first", "first", "first", "anew"]


def test_what_is_gone_of_many_is_built_together():
    asked = []

    def build(keys):
        asked.append(keys)
        return {key: f"thing {key}" for key in keys if key != "none"}

    first = kept_each("test", ["a", "none"], MINUTE, build)
    then = kept_each("test", ["b", "none", "a", "c"], MINUTE, build)

    assert first == {"a": "thing a"}
    assert then == {"b": "thing b", "a": "thing a", "c": "thing c"}
    assert asked == [["a", "none"], ["b", "c"]]
