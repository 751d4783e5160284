"""Who may vote, and who works here."""
