"""Tests of what the server answers and plays beside the pages."""
