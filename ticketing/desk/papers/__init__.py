"""Invoices, receipts and credit notes at the desk, and who issues them."""
