"""Tests of model/sweeps."""
