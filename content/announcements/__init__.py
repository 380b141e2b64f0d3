"""What changed: announcements with a day to appear and a day to go."""
