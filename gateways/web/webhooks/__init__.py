"""Webhooks on the pages: subscriptions, deliveries, samples. Staff manage all, an integrator their own."""
