"""Ideas out of a file: staff look at what would become of it, and take it."""
