"""When a copy is kept, by what name, and who builds it."""

import gzip
import threading
import time

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from content import page_cache, page_copies
from content.page_cache import PageCacheMiddleware, mark_public

pytestmark = pytest.mark.cache


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


def test_what_the_query_asks_for_names_the_copy(get):
    middleware, calls = counting()
    for query in ("kind=x&page=2", "page=2&kind=x", "kind=y", "kind=x&kind=y"):
        middleware(get(f"/a/?{query}"))

    assert calls == ["/a/?kind=x&page=2", "/a/?kind=y", "/a/?kind=x&kind=y"]


def test_where_a_visitor_comes_from_makes_no_new_copy(get):
    middleware, calls = counting()
    middleware(get("/a/?kind=x"))
    middleware(get("/a/?kind=x&utm_source=letter&fbclid=1"))

    assert len(calls) == 1


@pytest.mark.parametrize("query", ["who=ada", "kind=x&who=ada", f"kind={'x' * 41}"])
def test_a_query_that_no_page_is_known_to_read_is_neither_kept_nor_answered_from_a_copy(
    get, query
):
    middleware, calls = counting()
    middleware(get("/a/?kind=x"))
    middleware(get(f"/a/?{query}"))
    middleware(get(f"/a/?{query}"))

    assert len(calls) == 3


def test_an_address_without_language_is_kept_for_each_language(get):
    middleware, calls = counting()
    for told in ("zh-CN,zh;q=0.9", "en", "zh-hans", "en-GB"):
        middleware(get("/robots.txt", headers={"accept-language": told}))

    assert len(calls) == 2


def test_who_wants_only_the_head_leaves_the_whole_page_for_others():
    requests = RequestFactory()
    middleware = PageCacheMiddleware(
        lambda request: mark_public(
            HttpResponse("" if request.method == "HEAD" else "<p>whole</p>")
        )
    )
    head = middleware(requests.head("/a/"))

    assert middleware(requests.get("/a/")).content == b"<p>whole</p>"
    assert head["Content-Length"] == str(len(b"<p>whole</p>"))


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
        lambda response: response.__setitem__("Vary", "User-Agent"),
        lambda response: response.__setitem__("Cache-Control", "private"),
        lambda response: response.__setitem__("Cache-Control", "no-store"),
        lambda response: setattr(response, "status_code", 404),
        lambda response: setattr(response, "is_public_page", False),
    ],
    ids=[
        "cookie",
        "varies by cookie",
        "varies by browser",
        "private",
        "never kept",
        "not found",
        "not promised",
    ],
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


def test_a_crowd_makes_the_page_once(get, monkeypatch):
    # However slow the machine is.
    monkeypatch.setattr(page_copies, "FRESH_SECONDS", 60.0)
    monkeypatch.setattr(page_cache, "WAIT_SECONDS", 60.0)

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


@pytest.mark.parametrize(
    ("told", "is_zipped"),
    [
        ("gzip", True),
        ("gzip, deflate, br", True),
        ("br;q=1.0, gzip;q=0.5", True),
        ("*", True),
        ("gzip;q=0", False),
        ("*, gzip;q=0.0", False),
        ("xgzip", False),
        ("gzip;q=nonsense", False),
        ("br", False),
        ("", False),
    ],
)
def test_only_who_takes_gzip_gets_it(get, told, is_zipped):
    middleware, _calls = counting()
    response = middleware(get("/a/", headers={"accept-encoding": told}))

    assert response.has_header("Content-Encoding") is is_zipped
    plain = gzip.decompress(response.content) if is_zipped else response.content
    assert plain == b"<p>page 1</p>"
    assert response["Vary"] == "Accept-Encoding"


def test_a_reader_who_names_the_copy_is_told_so_without_its_body(get):
    middleware, _calls = counting()
    etag = middleware(get("/a/"))["ETag"]
    bare = etag.removeprefix("W/")

    for told in (etag, bare, f'"other", {etag}', "*"):
        answer = middleware(get("/a/", headers={"if-none-match": told}))
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer["ETag"] == etag
        assert not answer.has_header("Content-Type")
        assert not answer.has_header("Content-Length")
    assert middleware(get("/a/", headers={"if-none-match": '"x"'})).status_code == 200
