"""What holds Stormglass to its word: theory, invariants, golden runs, pages, and a real browser."""
