"""A round's areas as a drawing with what is suggested there, made here: no tile server sees who looks."""
