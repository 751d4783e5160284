"""Sittings over HTTP."""
