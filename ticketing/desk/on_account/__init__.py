"""Companies on account at the desk: their terms, and what they owe."""
