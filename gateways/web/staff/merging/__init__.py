"""Merging ideas, for staff: choose the other one, see what it comes to, and say why; and undoing it."""
