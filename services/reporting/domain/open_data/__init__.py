"""Open data: which datasets there are, their files, and the catalogue that portals harvest."""
