"""The single machine's own PostgreSQL: found, started, watched and stopped by the operator's command."""
