"""Merging ideas, splitting them, and undoing it."""
