"""Tests of the stage's modules by node's own runner, and what they need of Python."""
