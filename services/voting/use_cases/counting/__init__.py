"""Counting: from a closed box to a certified, announced outcome."""
