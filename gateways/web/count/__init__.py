"""Counting for everybody: a file of ballots, by one rule or by two side by side."""
