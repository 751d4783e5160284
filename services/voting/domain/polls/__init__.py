"""What a poll is, and what it may become."""
