"""Disputes (拒付): a buyer's bank takes a payment back and asks the house why not.

What a bank holds while it decides is neither the house's nor the buyer's. What it gives
to the buyer in the end has gone back like a refund, only that nobody here planned it.
"""
