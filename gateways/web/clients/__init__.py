"""The services' HTTP APIs, as the pages use them."""
