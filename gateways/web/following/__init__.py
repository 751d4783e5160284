"""Following something with a feed reader (Atom): it needs no account and no mail."""
