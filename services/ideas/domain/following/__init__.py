"""Whoever wants to hear what becomes of ideas, and who supports them, without an account."""
