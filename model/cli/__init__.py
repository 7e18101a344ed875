"""The command line: its words, its reports, and the tables of the model's page."""
