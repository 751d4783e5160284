"""Rounds: the front door, the calendar, the areas."""
