"""What every template knows of the house."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from ticketing.house.models import the_house


def house(_request: HttpRequest) -> dict[str, Any]:
    """The settings, asked for only where a template names them."""
    return {"house": SimpleLazyObject(the_house)}
