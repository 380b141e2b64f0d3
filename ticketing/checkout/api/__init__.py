"""The box office as JSON: the same services as the screens, by another door."""
