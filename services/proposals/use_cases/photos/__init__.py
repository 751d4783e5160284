"""Photos of proposals."""
