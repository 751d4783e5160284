"""The services' public HTTP APIs, one thin client each."""
