"""What is kept of services' answers and of pages, for as long as nothing that they show has changed."""
