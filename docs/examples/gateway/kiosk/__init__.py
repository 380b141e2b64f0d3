"""A way to pay that a house has added."""
