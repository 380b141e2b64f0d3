"""The sections of the home page: each fills itself, and knows nothing of the others.

A section is registered under the name that its block has in
`content.models.sections`. Shows that sections want are asked for together.
"""
