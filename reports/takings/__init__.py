"""Takings for any days, asked of the ledger and of nothing else."""
