"""Bank statements: read in any of three forms, matched with orders, booked.

`readers` turns a file into lines, `importing` keeps each line once, `matching`
says which order it may be for, `booking` lets its money arrive.
"""
