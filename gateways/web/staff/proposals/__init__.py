"""What staff say of proposals beside their proposers' words."""
