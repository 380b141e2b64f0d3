"""The demo house: an invented season in four halls, as data and drawings."""
