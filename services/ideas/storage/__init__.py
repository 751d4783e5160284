"""The tables of ideas; SQL lives here and nowhere else."""
