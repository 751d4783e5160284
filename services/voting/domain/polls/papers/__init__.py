"""What voters have in hand: the paper of their area, or the one that all have."""
