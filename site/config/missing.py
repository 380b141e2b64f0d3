"""An address below `/api/` where there is nothing: said in JSON, as the rest is."""

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _


def missing(_request: HttpRequest) -> JsonResponse:
    body = {"code": "not_found", "message": _("There is nothing here."), "details": {}}
    return JsonResponse(body, status=404)
