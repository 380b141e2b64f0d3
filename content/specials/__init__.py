"""Specials: long reads about one or several shows, put together from blocks."""
