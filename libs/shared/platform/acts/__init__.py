"""What staff did: the act log."""
