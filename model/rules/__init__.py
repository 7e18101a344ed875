"""What can be set and said without an engine: parameters, actions, states, presets, pairs."""
