"""The views' insides: each file holds one view's tables, how it takes in events, and how it is read."""
