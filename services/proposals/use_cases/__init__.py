"""What can be done with proposals and offers; one transaction each."""
