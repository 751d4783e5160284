"""The tables of proposals; SQL lives here and nowhere else."""
