"""A town moves in, over HTTP: a file is looked at, and then taken."""
