"""The stars of a review: drawn by their halves, read as a number."""

from decimal import Decimal

from django import template

from content import stars

register = template.Library()


@register.filter
def halves(given: Decimal) -> int:
    """How many halves are filled, for the style sheet."""
    return stars.halves(given)


@register.filter
def plain_stars(given: Decimal) -> str:
    """4½, as readers without the picture hear it."""
    return stars.plain(given)
