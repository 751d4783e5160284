"""Polls: drafted, published, kept on time, changed by two, called off."""
