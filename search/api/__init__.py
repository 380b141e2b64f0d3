"""The search over JSON."""
