"""The HTTP API of deliberation."""
