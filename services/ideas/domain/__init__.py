"""What ideas and rounds are, and their rules."""
