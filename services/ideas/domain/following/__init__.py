"""Whoever wants to hear what becomes of ideas and proposals, and who supports ideas, without an account."""
