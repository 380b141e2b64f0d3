"""A page that is kept: by what name, as which bytes, and handed out to whom."""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

# The names of a query that public pages read.
KNOWN_NAMES: Final = ("kind", "venue", "show", "month", "day", "page")
# Those that one page alone reads, by the end of its address.
OWN_NAMES: Final = {
    "/search/": (
        "q",
        "city",
        "company",
        "person",
        "work",
        "price",
        "state",
        "when",
        "from",
        "until",
        "accessible",
        "offer",
        "past",
        "sort",
    ),
    "/search/suggest/": ("q",),
}
# Links from elsewhere carry these; no page reads them, so they make no new copy.
TRACKING: Final = ("utm_", "fbclid", "gclid", "gad_", "msclkid", "mc_")
LONGEST_VALUE: Final = 40
FRESH_SECONDS: Final = 1.0
NOT_KEPT: Final = ("content-length", "content-encoding", "date", "etag")
# A 304 speaks of a page that the reader has: it repeats nothing of its body.
OF_THE_BODY: Final = ("content-type", "content-encoding", "content-length")
ANYTHING: Final = "*"


@dataclass(frozen=True, slots=True)
class Copy:
    """A page as bytes, plain and compressed, with its headers."""

    built_at: float
    plain: bytes
    zipped: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str
    # What whoever gets the copy has seen, for those who count it.
    visited: Any = None

    def is_fresh(self, at: float) -> bool:
        return 0 <= at - self.built_at <= FRESH_SECONDS


def names_read(path: str) -> tuple[str, ...]:
    """The names of a query that the page at this address reads."""
    own = (names for end, names in OWN_NAMES.items() if path.endswith(end))
    return KNOWN_NAMES + next(own, ())


def name_of(request: HttpRequest) -> str | None:
    """Name the copy; None where the query says what no page is known to read.

    Such a page is built for this visitor alone: it may well look at the query.
    """
    read = names_read(request.path)
    asked = {
        name: values
        for name, values in request.GET.lists()
        if name in read or not name.startswith(TRACKING)
    }
    if not all(name in read for name in asked):
        return None
    if any(len(value) > LONGEST_VALUE for values in asked.values() for value in values):
        return None
    query = "&".join(f"{name}={asked[name]}" for name in sorted(asked))
    parts = (
        request.scheme,
        request.get_host(),
        request.path,
        query,
        _language(request),
    )
    whole = "\n".join(part or "" for part in parts)
    return f"page:{hashlib.sha256(whole.encode()).hexdigest()}"


def _language(request: HttpRequest) -> str:
    """The language that the visitor asks for, where the address has none."""
    if translation.get_language_from_path(request.path_info):
        return ""
    return translation.get_language_from_request(request)


def copy_of(response: HttpResponseBase, *, at: float) -> Copy:
    plain = response.content if isinstance(response, HttpResponse) else b""
    patch_vary_headers(response, ["Accept-Encoding"])
    if not response.has_header("Cache-Control"):
        response["Cache-Control"] = f"public, max-age={FRESH_SECONDS:.0f}"
    return Copy(
        built_at=at,
        plain=plain,
        zipped=gzip.compress(plain, compresslevel=6, mtime=0),
        headers=tuple(
            (name, value)
            for name, value in response.items()
            if name.lower() not in NOT_KEPT
        ),
        etag=f'W/"{hashlib.sha256(plain).hexdigest()[:32]}"',
        visited=getattr(response, "visited", None),
    )


def answer(request: HttpRequest, copy: Copy) -> HttpResponseBase:
    """Hand out the copy as this reader takes it: whole, compressed, or not again."""
    if has_it(request.META, copy):
        response: HttpResponse = HttpResponseNotModified()
    elif takes_gzip(request.META.get("HTTP_ACCEPT_ENCODING", "")):
        response = HttpResponse(copy.zipped)
        response["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(copy.plain)
    is_whole = response.status_code == HttpResponse.status_code
    for name, value in copy.headers:
        if is_whole or name.lower() not in OF_THE_BODY:
            response[name] = value
    response["ETag"] = copy.etag
    if is_whole:
        response["Content-Length"] = str(len(response.content))
    response.visited = copy.visited  # type: ignore[attr-defined]
    response.kept_copy = copy  # type: ignore[attr-defined]
    return response


def has_it(meta: Mapping[str, Any], copy: Copy) -> bool:
    """Say whether the reader names this very copy; compared weakly, as GET may."""
    told = meta.get("HTTP_IF_NONE_MATCH", "")
    if not told:
        return False
    bare = copy.etag.removeprefix("W/")
    tags = parse_etags(told)
    return tags == [ANYTHING] or any(tag.removeprefix("W/") == bare for tag in tags)


@lru_cache(maxsize=256)
def takes_gzip(told: str) -> bool:
    """Read Accept-Encoding: gzip by name or by `*`, and not with a weight of 0."""
    weights = dict(_weighed(part) for part in told.lower().split(","))
    return weights.get("gzip", weights.get(ANYTHING, 0.0)) > 0


def _weighed(part: str) -> tuple[str, float]:
    name, _, weight = part.partition(";")
    number = weight.partition("=")[2].strip()
    try:
        return name.strip(), float(number) if number else 1.0
    except ValueError:
        return name.strip(), 0.0
