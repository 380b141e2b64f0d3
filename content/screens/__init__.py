"""What each page shows beside its own words, put together in few queries."""
