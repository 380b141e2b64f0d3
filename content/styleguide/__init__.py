"""The style guide: every part of the pages, in every state, from its own template."""
