"""What is voted on, and what a voter may write."""
