"""What reporting does besides keeping views."""
