"""Sittings, where the board, a jury, a committee or the council deals with ideas in public."""
