"""Sittings in the database."""
