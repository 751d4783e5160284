"""Watching (observability): request ids, metrics, traces, lines about what was refused. It names no person."""
