"""Every error of the interface has a code for programs and a sentence for people."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from ground.errors import Refusal

# An HTTP status and the body that goes with it.
Answer = tuple[int, dict[str, Any]]
Maker = Callable[[Any], Answer]


class Error(Schema):
    """`code` is stable; `message` is in the language of `Accept-Language`."""

    code: str
    message: str
    details: dict[str, Any] = {}


def install(api: NinjaAPI) -> None:
    """Make this interface answer every error in the one shape."""

    def answered(error: type[Exception], make: Maker) -> None:
        def handler(request: HttpRequest, raised: Any) -> HttpResponse:
            status, body = make(raised)
            return api.create_response(request, body, status=status)

        api.add_exception_handler(error, handler)

    answered(Refusal, refusal_answer)
    answered(Http404, _missing)
    answered(ValidationError, _invalid)
    answered(AuthenticationError, _unknown)
    answered(HttpError, _other)


def refusal_answer(error: Refusal) -> Answer:
    """The status and the body that tell of a refusal."""
    details = dict(error.values)
    for name in ("taken", "lapsed", "better", "restricted"):
        value = getattr(error, name, None)
        if value is not None:
            details[name] = value
    told = {
        name: value if isinstance(value, int | list) else str(value)
        for name, value in details.items()
    }
    return error.status, {"code": error.code, "message": str(error), "details": told}


def _missing(_error: Http404) -> Answer:
    return 404, {"code": "not_found", "message": _("There is nothing here.")}


def _invalid(error: ValidationError) -> Answer:
    fields = {
        ".".join(str(part) for part in row["loc"][1:]): row["msg"]
        for row in error.errors
    }
    return 422, {
        "code": "invalid",
        "message": _("Something in the request is not as it must be."),
        "details": {"fields": fields},
    }


def _unknown(_error: AuthenticationError) -> Answer:
    return 401, {
        "code": "not_signed_in",
        "message": _("Sign in, or send a valid token."),
    }


def _other(error: HttpError) -> Answer:
    return error.status_code, {"code": "refused", "message": str(error)}
