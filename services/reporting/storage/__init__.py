"""Which generation of each view answers, and the schemas that the generations live in."""
