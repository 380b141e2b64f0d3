"""Gift cards as presents: for whom they are, their letter and their sheet.

What is on a card, and what it pays, is `payments.credit`.
"""
