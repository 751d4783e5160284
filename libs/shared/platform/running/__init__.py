"""A service at work: settings, workers, logs, metrics."""
