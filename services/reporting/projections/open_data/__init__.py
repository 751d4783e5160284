"""What open data is read from: rounds and polls as they stand, and other views row by row."""
