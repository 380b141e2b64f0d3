"""Levels of members: what they give, and who has which."""
