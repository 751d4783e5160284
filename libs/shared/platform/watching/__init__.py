"""Watching (observability): request ids, metrics, traces, and lines about what was refused. None of it names a person."""
