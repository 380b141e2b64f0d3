"""Pigeon Post: a courier with an HTTP interface."""
