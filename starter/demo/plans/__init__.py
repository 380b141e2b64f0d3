"""The drawn plans of the halls: geometry, without a database."""
