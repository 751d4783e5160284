"""A text with an invitation code and project numbers becomes a ballot, and the reply says what came of it.

It owns no rules. It reads texts, asks residents for a permit and voting to take the ballot, and finds the words for
their answers. Nothing of a text or a number is logged or stored; for an hour it remembers which message ids it has
answered, and how, so that a provider who asks twice hears the same.
"""
