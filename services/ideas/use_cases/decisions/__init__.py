"""What can be done with decisions; one transaction each."""
