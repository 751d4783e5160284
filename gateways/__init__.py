"""The doors that people come through: pages and text messages.

Gateways own no rules; they are clients of the services.
"""
