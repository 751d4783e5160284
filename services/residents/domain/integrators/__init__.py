"""Integrators' accounts and their keys."""
