"""How the indexes follow the database, seconds later and never inside a request.

What changes by `save()` and by publishing is marked where it happens (`marking`).
What is written in bulk, and what time itself changes, is found by looking
(`looking`). A task of the worker, which runs alone, writes the documents (`tasks`).
"""
