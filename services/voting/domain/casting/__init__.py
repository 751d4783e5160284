"""What a ballot, a permit and a slip are."""
