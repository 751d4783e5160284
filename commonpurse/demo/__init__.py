"""A real municipal election, played from a resident's suggestion to the projects that the city funded."""
