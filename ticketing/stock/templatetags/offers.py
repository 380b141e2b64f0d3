"""Offers in templates."""

from django import template

from ticketing.stock.selectors import Offer
from ticketing.stock.words import StateWords, state_of

register = template.Library()


@register.filter
def state(offer: Offer) -> StateWords:
    """The state in shape and words, for components/state.html."""
    return state_of(offer)
