"""The settings, the addresses and the ways in; each process begins here."""

import gc

# Starting makes hundreds of thousands of objects that stay. Python's own threshold
# of 700 has them looked through again and again: a fifth of the time of a start.
gc.set_threshold(50_000, 20, 10)
