"""What voting takes from others: permits that residents signed."""
