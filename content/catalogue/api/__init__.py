"""The catalogue over JSON."""
