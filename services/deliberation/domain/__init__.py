"""What discussions and comments are, and their rules."""
