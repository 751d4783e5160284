"""What voting does about other services' news."""
