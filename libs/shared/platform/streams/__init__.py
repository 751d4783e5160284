"""How events travel from part to part: one small protocol, two carriers."""
