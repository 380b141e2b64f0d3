"""The counter's till: shifts, money for orders, the count, the Z report."""
