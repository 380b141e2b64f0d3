"""What staff keep for the search and see of it, in the admin."""
