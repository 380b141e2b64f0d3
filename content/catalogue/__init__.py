"""What plays, day by day: a calendar, a month, a list; and its calendar feeds."""
