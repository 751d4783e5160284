"""What a page rests on."""

from dataclasses import dataclass, field

from starlette.requests import Request

from gateways.web.keeping.editions import Source

_IN_SCOPE = "commonpurse.ground"


@dataclass(slots=True)
class Ground:
    """The editions of all that a page was made from.

    It is firm unless something else went into the page: an answer that is not kept, or two editions of one source.
    """

    editions: dict[Source, str] = field(default_factory=dict)
    is_firm: bool = True

    def rest_on(self, source: Source, edition: str | None) -> None:
        """The page is made from what the source tells in this edition."""
        if edition is None or self.editions.setdefault(source, edition) != edition:
            self.is_firm = False

    def give_way(self) -> None:
        """The page is made from something of which nobody knows when it changes."""
        self.is_firm = False


def ground_of(request: Request) -> Ground:
    """What the page that answers the request rests on; if it is not to be kept, nobody asks for it."""
    ground: Ground = request.scope.setdefault(_IN_SCOPE, Ground())
    return ground
