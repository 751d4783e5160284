"""The path of a fact: journal, relay, feed, listener."""
