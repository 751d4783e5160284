"""Workflows of ideas: seen, drafted, published, and shipped."""
