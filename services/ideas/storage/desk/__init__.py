"""The desk in the database."""
