"""Pages that a council must have: imprint, privacy, accessibility with its report form, help, security.txt."""
