"""A file of ideas is kept, taken idea by idea, and forgotten."""
