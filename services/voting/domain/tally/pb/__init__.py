"""Pabulib's ``.pb`` format, read and written."""
