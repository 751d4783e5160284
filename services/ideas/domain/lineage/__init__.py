"""Lineage: which idea carries which on, after ideas were merged or one was split."""
