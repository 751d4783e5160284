"""Files of ideas that wait to be taken, and how far they are."""
