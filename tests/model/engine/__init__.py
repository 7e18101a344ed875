"""Tests of model/engine."""
