"""Voting, from the code to the receipt."""
