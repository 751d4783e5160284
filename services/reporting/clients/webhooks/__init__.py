"""The way to subscribers."""
