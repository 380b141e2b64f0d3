"""What visitors looked at, over JSON."""
