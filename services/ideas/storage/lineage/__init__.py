"""Lineage in the database."""
