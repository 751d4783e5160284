"""Everything the gateway writes: one TOML file a language."""
