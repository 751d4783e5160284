"""Everything the gateway says, and the keywords it listens to: one TOML file a language."""
