"""Photos beside an idea or a proposal."""
