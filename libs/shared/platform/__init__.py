"""What services run on: database, journal, relay, streams, listeners, problems, logs, health, metrics."""
