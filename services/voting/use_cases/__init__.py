"""What people do with polls and ballots; one file, one transaction each."""
