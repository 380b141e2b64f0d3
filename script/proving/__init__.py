"""Everything that must hold, run part by part, with what could not be run named."""
