"""Tests of how links are read and questions made plain."""
