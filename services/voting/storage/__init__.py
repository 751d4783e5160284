"""Voting's tables. SQL lives here and nowhere else."""
