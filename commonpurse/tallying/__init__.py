"""``commonpurse tally``: a Pabulib file counted, told to people and to programs."""
