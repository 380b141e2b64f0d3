"""A film is handed out in the parts that a browser asks for."""

import pytest
from django.utils.http import http_date

FILM = bytes(range(256)) * 800
SIZE = len(FILM)
GZIP = {"Accept-Encoding": "gzip"}


@pytest.fixture
def film(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    path = tmp_path / "film.mp4"
    path.write_bytes(FILM)
    return path


@pytest.fixture
def ask(client, film):
    """The answer to a wish for a part, and its body."""

    def asked(part="", path="/media/film.mp4", method="get", **headers):
        wish = {"Range": part} if part else {}
        response = getattr(client, method)(path, headers=GZIP | wish | headers)
        return response, b"".join(response)

    return asked


def test_the_whole_says_that_there_are_parts(ask):
    response, body = ask()

    assert (response.status_code, body) == (200, FILM)
    assert response["Accept-Ranges"] == "bytes"
    assert response["Content-Length"] == str(SIZE)
    # Compressed once is enough: parts are counted in the film's own bytes.
    assert "Content-Encoding" not in response


@pytest.mark.parametrize(
    ("part", "first", "last"),
    [
        # Safari begins so, and plays nothing where it gets the whole.
        ("bytes=0-1", 0, 1),
        ("bytes=0-", 0, SIZE - 1),
        ("bytes=100000-170000", 100_000, 170_000),
        (f"bytes={SIZE - 5}-", SIZE - 5, SIZE - 1),
        (f"bytes={SIZE - 5}-{SIZE + 900}", SIZE - 5, SIZE - 1),
        ("bytes=-7", SIZE - 7, SIZE - 1),
        (f"bytes=-{SIZE * 2}", 0, SIZE - 1),
    ],
)
def test_a_part_is_just_that_part(ask, part, first, last):
    response, body = ask(part)

    assert response.status_code == 206
    assert body == FILM[first : last + 1]
    assert response["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert response["Content-Length"] == str(last - first + 1)
    assert response["Content-Type"] == "video/mp4"
    assert response["Content-Security-Policy"].endswith("sandbox")
    assert "Content-Encoding" not in response


@pytest.mark.parametrize("part", [f"bytes={SIZE}-", f"bytes={SIZE + 5}-", "bytes=-0"])
def test_a_part_behind_the_end_is_refused(ask, part):
    response, body = ask(part)

    assert (response.status_code, body) == (416, b"")
    assert response["Content-Range"] == f"bytes */{SIZE}"
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "part",
    ["bytes=5-2", "bytes=-", "bytes=a-b", "seconds=0-1", "bytes=0-1,5-9", "bytes=٣-٤"],
)
def test_a_senseless_wish_gets_the_whole(ask, part):
    response, body = ask(part)

    assert (response.status_code, body) == (200, FILM)
    assert "Content-Range" not in response


def test_a_part_of_another_film_gets_the_whole(ask, film):
    same = http_date(film.stat().st_mtime)
    assert ask("bytes=0-1", **{"If-Range": same})[0].status_code == 206

    for other in ("Thu, 01 Jan 2026 00:00:00 GMT", '"etag"', "nonsense"):
        response, body = ask("bytes=0-1", **{"If-Range": other})
        assert (response.status_code, body) == (200, FILM)


def test_who_only_asks_for_the_head_is_told_of_the_whole(ask):
    response, _body = ask("bytes=0-1", method="head")

    assert response.status_code == 200
    assert response["Content-Length"] == str(SIZE)


def test_an_empty_film_has_no_parts(ask, film):
    film.write_bytes(b"")

    assert ask()[0].status_code == 200
    assert ask("bytes=0-")[0].status_code == 416


def test_other_files_are_whole_and_compressed(ask, film):
    (film.parent / "words.vtt").write_bytes(b"WEBVTT\n" * 400)

    response, _body = ask("bytes=0-1", path="/media/words.vtt")

    assert response.status_code == 200
    assert response["Content-Encoding"] == "gzip"
