"""The pages for the council's staff."""
