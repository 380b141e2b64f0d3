"""Gift cards and credit at the desk: what is owed, giving, blocking."""
