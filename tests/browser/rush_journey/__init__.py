"""One evening's sale as everybody in it goes through: drawn, opened, sold, steered.

`test_rush_journey` tells the story; each module beside it is one of its parts.
"""
