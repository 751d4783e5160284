"""Decisions of the council, its committees and juries about ideas."""
