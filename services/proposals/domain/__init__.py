"""What proposals and offers are, and their rules."""
