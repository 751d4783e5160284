"""The second count: written apart from the engine, sharing no code with it."""
