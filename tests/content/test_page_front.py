"""Before Django: what was just handed out, to whom it may be handed out again."""

import gzip
import time

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from content import page_front
from content.page_copies import answer, copy_of
from content.page_front import PageFront
from content.visits import looking
from content.visits.marks import Visited

PAGE = b"<p>the same for everyone</p>"


class Django:
    """Answers as the cache of pages does, and counts how often it is asked."""

    def __init__(self):
        self.asked = []
        self.spoil = lambda response: response

    def __call__(self, environ, start_response):
        self.asked.append(environ["PATH_INFO"])
        request = RequestFactory().generic(environ["REQUEST_METHOD"], "/")
        request.META.update(environ)
        page = HttpResponse(PAGE)
        page.visited = Visited(7, 3, "en")
        response = self.spoil(answer(request, copy_of(page, at=time.time())))
        start_response("200 OK", list(response.items()))
        return response


@pytest.fixture
def django():
    return Django()


@pytest.fixture
def ask(django, monkeypatch):
    # Fresh for as long as a busy machine takes for a test.
    monkeypatch.setattr("content.page_copies.FRESH_SECONDS", 600.0)
    front = PageFront(django)

    def ask(path="/en/", method="GET", **headers):
        environ = RequestFactory().generic(method, path).environ
        environ |= {"HTTP_HOST": "house.example", **headers}
        told = []
        body = b"".join(front(environ, lambda *said: told.append(said)))
        status, rows = told[0]
        return status, dict(rows), body

    return ask


def test_the_second_visitor_gets_what_the_first_got(ask, django):
    first, second = ask(), ask()

    assert second == first
    assert second[2] == PAGE
    assert len(django.asked) == 1


def test_both_are_counted(ask, monkeypatch):
    seen = []
    monkeypatch.setattr(looking, "note", seen.append)
    ask()
    ask()

    # The first one is counted by the middleware, which is not here.
    assert [one.visited.page for one in seen] == [7]
    assert seen[0].host == "house.example"


def test_a_copy_that_is_over_is_asked_for_again(ask, django, monkeypatch):
    ask()
    at = time.time()
    monkeypatch.setattr(page_front.time, "time", lambda: at + 601)
    ask()

    assert len(django.asked) == 2


@pytest.mark.parametrize(
    "other",
    [
        {"HTTP_HOST": "evil.example"},
        {"path": "/zh-hans/"},
        {"path": "/en/?kind=x"},
        {"wsgi.url_scheme": "https"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"HTTP_X_FORWARDED_HOST": "evil.example"},
        {"SCRIPT_NAME": "/below"},
        {"HTTP_ACCEPT_ENCODING": "gzip"},
    ],
    ids=str,
)
def test_what_an_answer_hangs_on_is_kept_apart(ask, django, other):
    ask()
    ask(**other)
    ask()

    assert len(django.asked) == 2


@pytest.mark.parametrize(
    "other",
    [
        {"method": "POST"},
        {"HTTP_HOST": ""},
        {"path": f"/en/?kind={'x' * 101}"},
        {"HTTP_IF_NONE_MATCH": '"a", "b"'},
        {"HTTP_IF_NONE_MATCH": "*"},
        {"HTTP_RANGE": "bytes=0-1"},
        {"HTTP_AUTHORIZATION": "Bearer x"},
    ],
    ids=str,
)
def test_what_is_more_than_a_page_goes_to_django_each_time(ask, django, other):
    for _ in range(3):
        ask(**other)

    assert len(django.asked) == 3


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _response: HttpResponse(PAGE),
        lambda response: response.set_cookie("a", "b") or response,
        lambda response: response.__setitem__("Vary", "Cookie") or response,
        lambda response: setattr(response, "status_code", 404) or response,
    ],
    ids=["no copy", "cookie", "varies by cookie", "not found"],
)
def test_what_is_not_the_same_for_everyone_is_not_kept(ask, django, spoil):
    django.spoil = spoil
    ask()
    ask()

    assert len(django.asked) == 2


def test_the_compressed_copy_is_handed_out_as_such(ask):
    ask(HTTP_ACCEPT_ENCODING="gzip")
    _status, headers, body = ask(HTTP_ACCEPT_ENCODING="gzip")

    assert headers["Content-Encoding"] == "gzip"
    assert headers["Content-Length"] == str(len(body))
    assert gzip.decompress(body) == PAGE


def test_who_has_it_is_told_so(ask, django):
    _status, headers, _body = ask()
    for told in (headers["ETag"], headers["ETag"].removeprefix("W/")):
        status, short, body = ask(HTTP_IF_NONE_MATCH=told)

        assert (status, body) == ("304 Not Modified", b"")
        assert short["ETag"] == headers["ETag"]
        assert "Content-Length" not in short
        assert "Content-Type" not in short
    assert len(django.asked) == 1


def test_the_head_alone_says_how_long_the_page_is(ask):
    ask()
    status, headers, body = ask(method="HEAD")

    assert (status, body) == ("200 OK", b"")
    assert headers["Content-Length"] == str(len(PAGE))


def test_there_is_an_end_to_what_is_kept(ask, django, monkeypatch):
    monkeypatch.setattr(page_front, "MOST", 2)
    for path in ("/en/a/", "/en/b/", "/en/c/", "/en/c/"):
        ask(path)

    assert django.asked == ["/en/a/", "/en/b/", "/en/c/"]
