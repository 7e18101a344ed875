"""A map of any two settings, and who plays it."""
