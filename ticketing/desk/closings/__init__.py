"""Closing days of the ledger: what is open, what is closed, and by whom."""
