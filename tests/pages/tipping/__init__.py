"""Tests of "Tipping point"."""
