"""On account (挂账): companies that order now and pay each month's invoice.

What a company owes is the sum of its entries in the ledger, never a counter. An order
on account is paid by a payment of the gateway `on_account`, which is decided under the
lock of the company's tab; what goes back of it lowers what the company owes.
"""
