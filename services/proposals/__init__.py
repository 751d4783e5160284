"""Proposals, and what people offer to contribute to them.

Owns costed proposals with their moderation and life lines, and co-production offers; keeps its own copy of the rounds.
Announces ``proposals.*`` and ``offers.*``. Listens to ``ideas.*`` (rounds, ideas handed over) and ``voting.*`` (ballot
papers and outcomes).
"""
