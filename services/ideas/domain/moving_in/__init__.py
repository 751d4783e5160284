"""A town moves in: what another platform, or a table, says of ideas is read, line by line."""
