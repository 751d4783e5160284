"""Followers and supporters in the database."""
