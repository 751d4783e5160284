"""Rounds for staff: the list, a new one, and what may still change of one."""
