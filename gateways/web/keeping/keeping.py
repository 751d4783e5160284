"""All that one gateway process keeps."""

from gateways.web.keeping.answers import KeptAnswers
from gateways.web.keeping.editions import Editions
from gateways.web.keeping.kept_pages import KeptPages
from libs.shared.platform.running.neighbours import Neighbours


class Keeping:
    """The services' editions, and what is kept by them."""

    def __init__(self, neighbours: Neighbours) -> None:
        self.editions = Editions(neighbours)
        self.answers = KeptAnswers(self.editions)
        self.pages = KeptPages(self.editions)
