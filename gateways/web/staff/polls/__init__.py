"""Polls, for the officers who draft and run them."""
