"""Subscriptions to webhooks, and what waits to be delivered to them."""
