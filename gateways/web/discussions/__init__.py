"""What is said for and against ideas and proposals, and asked about them."""
