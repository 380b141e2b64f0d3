"""The moderators’ screens."""
