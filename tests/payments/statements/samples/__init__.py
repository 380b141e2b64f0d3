"""Statements as banks give them out; their payers are made up."""

from pathlib import Path

FOLDER = Path(__file__).parent


def sample(name):
    return (FOLDER / name).read_bytes()
