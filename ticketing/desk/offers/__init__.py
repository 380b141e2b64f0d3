"""Offers and codes, as staff keep them."""
