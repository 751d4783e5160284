"""Photos of ideas and proposals: what residents see and send."""
