"""Searches that are asked again: who saved one is written to when a show fits.

A visitor leaves an address, which counts when its link was opened (`services`).
The worker notes which shows have come into the index (`arrivals`), asks the saved
questions of those alone (`looking`), and writes (`mail`): of a show once, for a
search once a day. Every mail has the link that ends it.
"""
