"""Ways to write a drawing down: our JSON, a table, and another program's file."""
