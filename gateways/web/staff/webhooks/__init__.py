"""Webhooks for administrators: subscriptions, deliveries, samples."""
