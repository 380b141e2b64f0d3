"""Screens of the sales controller: ticket types, places, free tickets."""
