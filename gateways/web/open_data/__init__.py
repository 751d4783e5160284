"""Open data for people: what there is to take, and results to show on other sites."""
