"""What waits in discussions: comments to read, reports, questions to answer."""
