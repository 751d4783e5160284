"""Backups of all databases: made of a running platform at one moment, put back, and tried out."""
