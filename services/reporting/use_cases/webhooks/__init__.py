"""Subscribing, hearing, delivering."""
