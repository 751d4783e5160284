"""Casting: from a permit and choices to a slip in the box, and looking it up."""
