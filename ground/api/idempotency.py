"""Requests that may be sent twice (`Idempotency-Key`), kept for a day.

The same key with the same request gets the same answer again; with another
request it is refused (422), and while the first is still being answered the
second is told so (409). A key is 16 to 64 characters, such as a UUID: callers
without a token share one space of keys, so a key must not be guessable.
"""

import hashlib
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.models import RepeatedRequest

PREFIX: Final = "/api/"
KEPT: Final = timedelta(hours=24)
# A first request that has not been answered by then died with its process.
LONGEST: Final = timedelta(seconds=60)
_ACTS: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_KEY: Final = re.compile(r"[\x21-\x7e]{16,64}")


class IdempotencyMiddleware:
    """Answers a repeated request with what it was answered before."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = request.headers.get("Idempotency-Key")
        if (
            key is None
            or request.method not in _ACTS
            or not request.path.startswith(PREFIX)
        ):
            return self.get_response(request)
        if not _KEY.fullmatch(key):
            return _refusal(
                "bad_idempotency_key",
                _("An Idempotency-Key has 16 to 64 characters without spaces."),
                422,
            )
        return self._once(request, key)

    def _once(self, request: HttpRequest, key: str) -> HttpResponseBase:
        now = timezone.now()
        row, is_first = _claim(_caller(request), key, _fingerprint(request), now)
        if not is_first:
            return _again(row, _fingerprint(request))
        try:
            response = self.get_response(request)
        except BaseException:
            row.delete()
            raise
        if response.status_code >= 500 or not isinstance(response, HttpResponse):  # noqa: PLR2004 HTTP's own number
            row.delete()
            return response
        row.status = response.status_code
        row.body = response.content
        row.content_type = response.headers.get("Content-Type", "")
        row.save(update_fields=["status", "body", "content_type"])
        return response


def _caller(request: HttpRequest) -> str:
    """Name the caller without reading the database: the secret itself, hashed."""
    secret = request.headers.get("Authorization") or request.COOKIES.get("sessionid")
    if not secret:
        return "guest"
    return hashlib.sha256(secret.encode()).hexdigest()


def _fingerprint(request: HttpRequest) -> str:
    said = f"{request.method} {request.get_full_path()}\n".encode() + request.body
    return hashlib.sha256(said).hexdigest()


def _claim(
    caller: str, key: str, fingerprint: str, now: datetime
) -> tuple[RepeatedRequest, bool]:
    """Return the key's row, and whether this request is the first to name it."""
    RepeatedRequest.objects.filter(
        caller=caller, key=key, begun_at__lt=now - KEPT
    ).delete()
    RepeatedRequest.objects.filter(
        caller=caller, key=key, status=None, begun_at__lt=now - LONGEST
    ).delete()
    try:
        with transaction.atomic():
            row = RepeatedRequest.objects.create(
                caller=caller, key=key, fingerprint=fingerprint, begun_at=now
            )
    except IntegrityError:
        return RepeatedRequest.objects.get(caller=caller, key=key), False
    return row, True


def _again(row: RepeatedRequest, fingerprint: str) -> HttpResponse:
    if row.fingerprint != fingerprint:
        return _refusal(
            "idempotency_key_reused",
            _("This Idempotency-Key was used for another request."),
            422,
        )
    if row.status is None:
        return _refusal(
            "still_running", _("The first request with this key still runs."), 409
        )
    response = HttpResponse(
        bytes(row.body), status=row.status, content_type=row.content_type
    )
    response["Idempotent-Replay"] = "true"
    return response


def _refusal(code: str, message: str, status: int) -> JsonResponse:
    return JsonResponse({"code": code, "message": message}, status=status)
