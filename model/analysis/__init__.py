"""What is worked out on paper, what runs say of it, and the last minute to act."""
