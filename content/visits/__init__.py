"""How many people look at what: counted without cookie, name or address.

A request leaves a word in the process (`counting`); every few seconds the words
become rows that say “somebody, today” (`sightings`); the worker makes counts of
them (`folding`) and destroys, after midnight, what could tell people apart.
"""
