"""Following and supporting over HTTP."""
