"""Every error of the interface has a code for programs and a sentence for people."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from ground.errors import Refusal


class Error(Schema):
    """`code` is stable; `message` is in the language of `Accept-Language`."""

    code: str
    message: str
    details: dict[str, Any] = {}


def install(api: NinjaAPI) -> None:
    """Make this interface answer every error in the one shape."""

    @api.exception_handler(Refusal)
    def refusal(request: HttpRequest, error: Refusal) -> HttpResponse:
        details = dict(error.values)
        details |= {
            name: value
            for name in ("taken", "lapsed")
            if (value := getattr(error, name, None)) is not None
        }
        body = {
            "code": error.code,
            "message": str(error),
            "details": {
                name: value if isinstance(value, int | list) else str(value)
                for name, value in details.items()
            },
        }
        return api.create_response(request, body, status=error.status)

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, _error: Http404) -> HttpResponse:
        body = {"code": "not_found", "message": _("There is nothing here.")}
        return api.create_response(request, body, status=404)

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        fields = {
            ".".join(str(part) for part in row["loc"][1:]): row["msg"]
            for row in error.errors
        }
        body = {
            "code": "invalid",
            "message": _("Something in the request is not as it must be."),
            "details": {"fields": fields},
        }
        return api.create_response(request, body, status=422)

    @api.exception_handler(AuthenticationError)
    def unknown(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
        body = {
            "code": "not_signed_in",
            "message": _("Sign in, or send a valid token."),
        }
        return api.create_response(request, body, status=401)

    @api.exception_handler(HttpError)
    def other(request: HttpRequest, error: HttpError) -> HttpResponse:
        body = {"code": "refused", "message": str(error)}
        return api.create_response(request, body, status=error.status_code)
