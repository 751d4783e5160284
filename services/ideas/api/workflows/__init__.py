"""Workflows of ideas over HTTP: read, drafted, published; and the working days of their deadlines."""
