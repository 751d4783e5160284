"""What staff do at the desk, besides answering."""
