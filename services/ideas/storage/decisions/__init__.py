"""Decisions in the database."""
