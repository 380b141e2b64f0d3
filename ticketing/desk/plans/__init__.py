"""Seating plans in the admin: drawn, exchanged as files, and changed under sales."""
