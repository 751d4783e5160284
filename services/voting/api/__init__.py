"""Voting over HTTP."""
