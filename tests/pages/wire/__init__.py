"""Tests of what travels to the stage."""
