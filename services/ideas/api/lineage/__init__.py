"""Merging and splitting over HTTP."""
