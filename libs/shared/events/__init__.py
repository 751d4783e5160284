"""The published language: what parts tell each other, one pydantic model per event.

An event says what happened in the town's words, is additive within a version, and carries no personal data.
"""
