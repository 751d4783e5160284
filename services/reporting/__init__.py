"""Reporting: what anyone may look up, built from events alone.

Owns nothing but views; announces nothing; listens to all. A view can be thrown away and built anew at any time.
"""
