"""Webhooks: who is told what, where, and signed with what."""
