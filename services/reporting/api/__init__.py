"""The routes, one file per thing to look up. All are public."""
