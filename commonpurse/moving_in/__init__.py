"""A town moves in: what another platform wrote of its ideas and projects becomes ours, through the public API."""
