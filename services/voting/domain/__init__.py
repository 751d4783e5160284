"""Voting's domain: polls, ballots, the tally. Pure."""
