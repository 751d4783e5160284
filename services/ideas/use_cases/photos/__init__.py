"""Photos of ideas."""
