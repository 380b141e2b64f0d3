"""Steering a waiting room: each is one button of its screen."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.errors import Refusal
from ticketing.desk import rights
from ticketing.desk.rights import View, needs
from ticketing.desk.rooms.forms import MessageForm, PaceForm
from ticketing.desk.rooms.screens import performance_or_404
from ticketing.rush import rooms

# Acts and answers with what is told of it; raises Refusal or ValidationError.
Act = Callable[[HttpRequest, int, dict[str, Any]], str]


def _act(act: Act) -> View:
    """Do it on POST, say what came of it on the room's screen."""

    @wraps(act)
    def view(request: HttpRequest, performance_id: int) -> HttpResponse:
        performance_or_404(performance_id)
        if request.method == "POST":
            said = {"actor": str(request.user), "now": timezone.now()}
            try:
                messages.success(request, act(request, performance_id, said))
            except (Refusal, forms.ValidationError) as error:
                words = getattr(error, "messages", [str(error)])
                messages.error(request, " ".join(words))
        return redirect("desk-room", performance_id)

    return needs(rights.CONTROL)(view)


def _read(form: forms.Form) -> dict[str, Any]:
    """What the form says. Raises ValidationError with all that is wrong in it."""
    if not form.is_valid():
        wrong = [
            f"{form[name].label}: {' '.join(map(str, errors))}"
            for name, errors in form.errors.items()
        ]
        raise forms.ValidationError(wrong)
    return form.cleaned_data


@_act
def pace(request: HttpRequest, performance_id: int, said: dict[str, Any]) -> str:
    wish = _read(PaceForm(request.POST, prefix="pace"))["per_minute"]
    rooms.set_pace(performance_id, wish, **said)
    if wish is None:
        return _("The door follows the checkout.")
    return _("The door lets in %(count)s people each minute.") % {"count": wish}


@_act
def pause(request: HttpRequest, performance_id: int, said: dict[str, Any]) -> str:
    wish = _read(MessageForm(request.POST, prefix="message"))
    rooms.pause(
        performance_id, en=wish["message_en"], zh_hans=wish["message_zh_hans"], **said
    )
    return _("The door is paused.")


@_act
def resume(_request: HttpRequest, performance_id: int, said: dict[str, Any]) -> str:
    rooms.resume(performance_id, **said)
    return _("The door moves on.")


@_act
def open_sale(_request: HttpRequest, performance_id: int, said: dict[str, Any]) -> str:
    rooms.open_sale_now(performance_id, **said)
    return _("The sale is open and the order is drawn.")


@_act
def remove(_request: HttpRequest, performance_id: int, said: dict[str, Any]) -> str:
    rooms.remove_room(performance_id, **said)
    return _("The waiting room is gone: the way to the places is free.")
