"""What can be done with rounds and ideas; one transaction each."""
