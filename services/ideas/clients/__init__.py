"""What ideas has done beside itself."""
