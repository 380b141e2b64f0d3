"""From a fresh machine to a running site, with the standard library alone."""
