"""Tests of "Same luck"."""
