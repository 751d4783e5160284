"""For developers of other software: where things are, and what keys open."""
