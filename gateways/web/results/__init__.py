"""Turnout and results."""
