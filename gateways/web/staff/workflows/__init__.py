"""Workflows of ideas, as staff look at them."""
