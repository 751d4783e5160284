"""Decisions for staff: recorded for one idea or many, and corrected."""
