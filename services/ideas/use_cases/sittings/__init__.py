"""What can be done with sittings; one transaction each."""
