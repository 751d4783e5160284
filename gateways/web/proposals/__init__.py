"""Proposals and the offers of help with them."""
