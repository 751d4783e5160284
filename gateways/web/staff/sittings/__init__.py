"""Sittings for staff: announced, held, and their minutes written."""
