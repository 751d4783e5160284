"""The tables of deliberation; SQL lives here and nowhere else."""
