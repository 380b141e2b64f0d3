"""When a copy is kept, by what name, and who builds it."""

import threading
import time

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from content import page_cache
from content.page_cache import PageCacheMiddleware, mark_public


def counting(response_of=None):
    """A middleware around a view that counts how often it is asked."""
    calls = []

    def view(request):
        calls.append(request.get_full_path())
        return (response_of or page)(len(calls))

    return PageCacheMiddleware(view), calls


def page(number):
    return mark_public(HttpResponse(f"<p>page {number}</p>"))


@pytest.fixture(autouse=True)
def _any_address_may_be_public(monkeypatch):
    monkeypatch.setattr(page_cache, "_may_be_public", lambda _path: True)


@pytest.fixture
def get():
    return RequestFactory().get


def test_a_copy_older_than_a_second_is_built_anew(get, monkeypatch):
    middleware, _calls = counting()
    middleware(get("/a/"))
    at = time.time()
    monkeypatch.setattr(page_cache.time, "time", lambda: at + 1.5)

    assert middleware(get("/a/")).content == b"<p>page 2</p>"


def test_unknown_names_in_the_query_make_no_new_copy(get):
    middleware, calls = counting()
    middleware(get("/a/?kind=x"))
    middleware(get("/a/?kind=x&utm=1"))
    middleware(get("/a/?kind=y"))

    assert calls == ["/a/?kind=x", "/a/?kind=y"]


def test_hosts_are_kept_apart(get):
    middleware, calls = counting()
    middleware(get("/a/"))
    middleware(get("/a/", headers={"host": "other.example"}))

    assert len(calls) == 2


@pytest.mark.parametrize(
    "spoil",
    [
        lambda response: response.set_cookie("a", "b"),
        lambda response: response.__setitem__("Vary", "Cookie"),
        lambda response: response.__setitem__("Cache-Control", "private"),
        lambda response: setattr(response, "status_code", 404),
        lambda response: setattr(response, "is_public_page", False),
    ],
    ids=["cookie", "varies by cookie", "private", "not found", "not promised"],
)
def test_what_contradicts_the_promise_is_not_kept(get, spoil):
    def spoilt(number):
        response = page(number)
        spoil(response)
        return response

    middleware, calls = counting(spoilt)
    middleware(get("/a/"))
    middleware(get("/a/"))

    assert len(calls) == 2


def test_only_reading_is_answered_from_a_copy():
    middleware, calls = counting()
    requests = RequestFactory()
    middleware(requests.post("/a/"))
    middleware(requests.get("/a/"))
    middleware(requests.post("/a/"))

    assert len(calls) == 3


def test_a_crowd_makes_the_page_once(get):
    def slow(number):
        time.sleep(0.2)
        return page(number)

    middleware, calls = counting(slow)
    answers = []
    crowd = [
        threading.Thread(target=lambda: answers.append(middleware(get("/a/"))))
        for _ in range(8)
    ]
    for visitor in crowd:
        visitor.start()
    for visitor in crowd:
        visitor.join()

    assert len(calls) == 1
    assert {answer.content for answer in answers} == {b"<p>page 1</p>"}
