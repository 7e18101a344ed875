"""Tests of the messages: their language, and what they say."""
