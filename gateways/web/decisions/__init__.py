"""Decisions for everybody: what was resolved, by which paper, and why."""
