"""What was searched for, and what people chose: counts of texts, of nobody.

A page of results says what was asked (`noting`); that is left in the process with
the visit, and written down with all visits (`writing`). A choice is a visit that
was led to by a page of results. What may be somebody’s own is not kept (`private`).
"""
