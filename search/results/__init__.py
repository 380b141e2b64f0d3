"""The page of results: shows, why they were found, facets, and what else is found."""
