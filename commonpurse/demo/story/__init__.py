"""A year in Lichtenberg, played through the public APIs: ideas, sittings, the vote, decisions, and what followed."""
