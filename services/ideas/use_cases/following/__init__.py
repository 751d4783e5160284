"""Following and supporting: asked for, confirmed, told, ended."""
