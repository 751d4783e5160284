"""``python -m commonpurse``."""

from commonpurse.main import app

app()
