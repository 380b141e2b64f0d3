"""Tills of the counter: shifts, what they took in and gave out, their count."""
