"""Ideas: the list, one with its life line, and suggesting one."""
