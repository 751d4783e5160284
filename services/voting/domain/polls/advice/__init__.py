"""A poll that ranks options and funds nothing."""
