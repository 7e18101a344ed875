"""The rules as compiled loops over arrays of records: a tick phase by phase, runs, and the draws of chance."""
