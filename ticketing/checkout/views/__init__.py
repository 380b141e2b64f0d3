"""The visitor's screens from seats to ticket, by subject."""
