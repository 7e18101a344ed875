"""Tests that drive Stormglass in a real Chromium."""
