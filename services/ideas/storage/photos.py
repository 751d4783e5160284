"""Photos of ideas in the database."""

from libs.shared.platform.photos.shelf import Shelf
from services.ideas.storage.tables import IdeaRow, PhotoRow

PHOTOS = Shelf(PhotoRow, "idea_id", IdeaRow)
