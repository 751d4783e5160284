"""Photos of proposals in the database."""

from libs.shared.platform.photos.shelf import Shelf
from services.proposals.storage.tables import PhotoRow, ProposalRow

PHOTOS = Shelf(PhotoRow, "proposal_id", ProposalRow)
