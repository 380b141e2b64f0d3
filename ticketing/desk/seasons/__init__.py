"""Taking a season over to other days: what would come of it, and doing it."""
