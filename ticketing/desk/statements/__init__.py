"""The bank's statements at the desk: import, decide, send back."""
