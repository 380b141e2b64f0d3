"""What visitors do together: they speak about shows."""
