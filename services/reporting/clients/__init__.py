"""What reporting asks of others, or hands to them."""
