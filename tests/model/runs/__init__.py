"""Tests of model/runs."""
