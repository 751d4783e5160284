"""Open data over HTTP: the list of datasets, their files, the catalogue."""
