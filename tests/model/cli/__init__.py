"""Tests of model/cli."""
