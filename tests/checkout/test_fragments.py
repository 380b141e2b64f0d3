"""Pieces of pages that are kept, also where one piece is made of another."""

import threading
import time

import pytest
from django.core.cache import cache

from ticketing.checkout import fragments
from ticketing.checkout.fragments import kept

MINUTE = 60
WELL_BELOW_PATIENCE = 1


@pytest.fixture(autouse=True)
def _one_lock(monkeypatch):
    """The worst case: all keys share a lock."""
    monkeypatch.setattr(fragments, "_STRIPES", 1)
    fragments._locks.clear()


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

    assert cache.get("test-page") == "page of rows"
    assert cache.get("test-rows") == "rows"
    assert kept("test-rows", MINUTE, lambda: "built again") == "rows"


def test_a_piece_within_a_piece_frees_the_lock_for_others():
    _page()
    cache.clear()

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
