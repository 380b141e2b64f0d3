"""Credit: gift cards and the money of accounts, kept by the ledger.

What is on a credit is the sum of its entries, never a counter. It pays orders as
a payment of the gateway `credit`; what the order can't use goes back onto it.

The rule of giving back: what was paid by other ways goes back first, by the
earliest of them; what was paid by credit goes back last, onto the credit it came
from. A performance that the house takes away can give credit for all of it
(`giving.give_for_lines`).
"""
