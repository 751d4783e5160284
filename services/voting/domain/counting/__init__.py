"""How a poll is counted, and what is said of it."""
