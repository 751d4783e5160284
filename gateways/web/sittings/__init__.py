"""Sittings for everybody: when ideas are dealt with in public, and what was said."""
