"""The HTTP API of ideas."""
