"""Voting: polls, ballot papers, the ballot box, the count and its outcome.

Owns polls and ballots. Listens to ``ideas.*`` (rounds and their funds) and ``proposals.*`` (what may stand on a paper,
and what it costs the council). Announces ``voting.*``: never a voter, and never a choice while a poll is open.
"""
