"""How the pages look: colours by role, derived from one brand colour and checked for contrast."""
