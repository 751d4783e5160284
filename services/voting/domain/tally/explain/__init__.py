"""Why the outcome is what it is, for whoever asks."""
