"""Reasons for another price: who buys, what is on offer, and codes."""

from ticketing.offers.models.codes import Code
from ticketing.offers.models.concessions import Concession
from ticketing.offers.models.levels import LevelDiscount
from ticketing.offers.models.offers import Offer

__all__ = ["Code", "Concession", "LevelDiscount", "Offer"]
