"""The model, held to its rules: theory, invariants, a case by hand, a second route, golden runs."""
