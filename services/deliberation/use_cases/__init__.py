"""What can be done with discussions and comments; one transaction each."""
