"""Tests of the Lab."""
