"""Making and running shows in the admin: a way that needs no code."""
