"""Comments on shows, and their moderation."""
