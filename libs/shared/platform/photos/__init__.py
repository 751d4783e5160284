"""Photos, from a stranger's file to what lies in the database: the darkroom, the album, the routes' parts."""
