"""The desk: what waits for the town hall, and who is at it."""
