"""The rules of what reporting sends out. Views have none: what they show is what events say."""
