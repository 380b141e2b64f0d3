"""The short way: what a crowd asks for, without session, language or page.

`RoomMiddleware` answers these before anything of that is looked up. Joining
takes nothing from anybody, so it needs no proof that the form was ours.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotFound,
    HttpResponseNotModified,
    JsonResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from ticketing.rush import room_tokens
from ticketing.rush.room_counter import take_number
from ticketing.rush.room_now import RoomNow, Standing
from ticketing.rush.room_status import status_of
from ticketing.rush.room_tokens import Token

GetResponse = Callable[[HttpRequest], HttpResponseBase]
CREATED: Final = 201
CONFLICT: Final = 409


def status(request: HttpRequest, pk: int) -> HttpResponse:
    """The one status document of the room."""
    found = status_of(pk, now=timezone.now())
    if found.room is None:
        return HttpResponseNotFound()
    response: HttpResponse
    if request.META.get("HTTP_IF_NONE_MATCH") == found.etag:
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(found.body, content_type="application/json")
        response["Content-Length"] = str(len(found.body))
    response["Cache-Control"] = "public, max-age=1"
    response["ETag"] = found.etag
    return response


@csrf_exempt
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a number to whoever has none that counts; others keep theirs."""
    now = timezone.now()
    room = status_of(pk, now=now).room
    if room is None:
        return HttpResponseNotFound()
    if request.method != "POST":
        return _to_line(request, pk)
    token = token_of(request, pk)
    stays = room.standing(token, at=now) not in (Standing.STRANGER, Standing.OVER)
    if stays and "again" not in request.POST:
        return _to_line(request, pk, token)
    if not room.is_open:
        return _refuse(request, pk)
    token = room_tokens.new_token(room.room.pk, take_number(room.room))
    return _to_line(request, pk, token)


@csrf_exempt
def longer(request: HttpRequest, pk: int) -> HttpResponse:
    """Give more time to whoever's turn it is; ten times at most."""
    now = timezone.now()
    room = status_of(pk, now=now).room
    if room is None:
        return HttpResponseNotFound()
    token = token_of(request, pk)
    if request.method != "POST" or token is None:
        return _to_line(request, pk)
    return _to_line(request, pk, extended(room, token, now=now))


def extended(room: RoomNow, token: Token, *, now: datetime) -> Token:
    """The token with as much time as a turn has, after what is left of its own."""
    until = room.kept_until(token)
    if room.standing(token, at=now) != Standing.ADMITTED or until is None:
        return token
    if token.extensions >= room_tokens.MOST_EXTENSIONS:
        return token
    return token.extended(until + timedelta(minutes=room.room.keep_minutes))


def admission_of(request: HttpRequest, pk: int) -> str:
    """What the visitor shows at the gate of this performance."""
    return request.COOKIES.get(room_tokens.cookie_name(pk), "")


def token_of(request: HttpRequest, pk: int) -> Token | None:
    return room_tokens.read(admission_of(request, pk))


def _to_line(request: HttpRequest, pk: int, token: Token | None = None) -> HttpResponse:
    """Lead to the visitor's place in the line, or tell a script what it is."""
    response: HttpResponse
    if _wants_json(request):
        number = token.number if token else None
        response = JsonResponse({"number": number}, status=CREATED)
    else:
        response = redirect(f"/{_language(request)}/performances/{pk}/room/line/")
    if token is not None:
        # The page's script reads the number from it: so not for HTTP alone.
        response.set_cookie(
            room_tokens.cookie_name(pk),
            room_tokens.signed(token),
            max_age=room_tokens.COOKIE_SECONDS,
            samesite="Lax",
            secure=request.is_secure(),
        )
    response["Cache-Control"] = "no-store"
    return response


def _refuse(request: HttpRequest, pk: int) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"code": "room_not_open"}, status=CONFLICT)
    return redirect(f"/{_language(request)}/performances/{pk}/room/")


def _wants_json(request: HttpRequest) -> bool:
    return "json" in request.META.get("HTTP_ACCEPT", "")


def _language(request: HttpRequest) -> str:
    asked = request.POST.get("language", "")
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


_SHORT: Final = {"status.json": status, "join/": join, "longer/": longer}
_ADDRESS: Final = re.compile(r"/rooms/([0-9]{1,18})/(status\.json|join/|longer/)")


class RoomMiddleware:
    """Stands where static files are answered: a crowd costs as little as they do."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith("/rooms/"):
            match = _ADDRESS.fullmatch(request.path_info)
            if match:
                return _SHORT[match[2]](request, int(match[1]))
        return self.get_response(request)
