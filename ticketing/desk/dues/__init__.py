"""Dues at the desk: the schedule of reminders, who owes, and waiving."""
