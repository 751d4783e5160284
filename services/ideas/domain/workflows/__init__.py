"""Workflows of ideas: as a council writes them, their faults, and the two that are shipped."""
