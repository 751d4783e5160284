"""The desk: what waits, and each case on it."""
