"""News: stories with categories, authors, tags, and the shows they are about."""
