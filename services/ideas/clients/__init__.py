"""What ideas uses and does not own: a mail server."""
