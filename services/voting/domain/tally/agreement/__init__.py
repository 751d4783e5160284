"""How far ballots with marks agree: where each option stands, how widely opinions of it spread, one figure for all."""
