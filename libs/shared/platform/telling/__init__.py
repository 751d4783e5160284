"""Telling people what became of what they sent in: by mail, or by staff where no mail can."""
