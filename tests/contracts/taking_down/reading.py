"""All that anybody can read of a town: every route of every service, every page in each language, every file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from io import BytesIO
from itertools import product
from urllib.parse import urljoin, urlsplit

import httpx
import pyarrow.parquet
from starlette.routing import Route

from commonpurse.parts import SERVICE_NAMES
from gateways.web.main import ROUTES
from services.reporting.domain.open_data.datasets import DATASETS
from tests.contracts.taking_down.planting import Things
from tests.contracts.taking_down.seeds import Seeds
from tests.support.staff_routes import every_route

Read = tuple[set[str], set[str]]
"""The fields whose words were read somewhere, and where it leads to."""

LANGUAGES = ("en", "de")
_SHORT = httpx.Limits(keepalive_expiry=2)
_HREF = re.compile(r'(?:href|src|action)="([^"]+)"')
_NO_NEWS = ("/static/", "/vote/", "/staff", "/developers/events")
"""What no walk needs to follow: what is the same in every town, a voter's steps, and what staff alone see."""
_EVERYWHERE = ("events?after=0&limit=1000", "events?audience=public", "events/head", "editions", "openapi.json")
_NOBODYS = "00000000-0000-4000-8000-000000000000"
_ONLY_FROM_THE_POST = {"telling_id", "barrier_id", "staff_id", "passkey_id", "import_id", "in_address", "item_id"}
_ONLY_FROM_THE_POST |= {"department_id", "note_id", "template_id", "opinion_id"}
"""Parameters of paths to which nothing was planted that could be read."""


@dataclass
class Reader:
    """Somebody with a browser who reads everything, and keeps what they read as browsers do."""

    address: str
    things: Things
    seeds: Seeds
    headers: dict[str, str] = field(default_factory=dict)
    kept: dict[tuple[str, str], tuple[str, Read]] = field(default_factory=dict)

    async def everything(self) -> dict[str, set[str]]:
        """The fields whose words can be read, and where each was."""
        found: dict[str, set[str]] = {}
        async with httpx.AsyncClient(base_url=self.address, headers=self.headers, timeout=30, limits=_SHORT) as client:
            for language in LANGUAGES:
                waiting = [route.path for route in ROUTES if _is_plain(route)]
                # Services say the same in each language, but for labels of their own: pages are what is translated.
                waiting += self._of_services() if language == LANGUAGES[0] else ()
                seen = {*waiting}
                for url in waiting:
                    said, links = await self._read(client, url, language)
                    # A list that is sifted shows nothing that the whole one does not: each is looked at in one way.
                    paths = {link.partition("?")[0] + "?" * ("?" in link): link for link in links}
                    waiting += [link for path, link in paths.items() if path not in seen]
                    seen |= {*paths}
                    for field_name in said:
                        found.setdefault(field_name, set()).add(url)
        return found

    async def _read(self, client: httpx.AsyncClient, url: str, language: str) -> Read:
        tag, before = self.kept.get((url, language), ("", (set[str](), set[str]())))
        headers = {"accept-language": language} | ({"if-none-match": tag} if tag else {})
        answer = await client.get(url, headers=headers, follow_redirects=True)
        assert answer.status_code < 500, (url, answer.status_code)
        # Whoever is told that nothing has changed goes on reading what they have.
        read = before if answer.status_code == 304 else self._in(url, answer)
        self.kept[url, language] = answer.headers.get("etag", ""), read
        return read

    def _in(self, url: str, answer: httpx.Response) -> Read:
        kind = answer.headers.get("content-type", "")
        text, is_page = unescape(_rows_in(answer.content) if "parquet" in kind else answer.text), "html" in kind
        links = (_within(self.address, urljoin(f"{self.address}{url}", each)) for each in _HREF.findall(text))
        return self.seeds.in_text(text), {link for link in links if link} if is_page else set()

    def _of_services(self) -> Iterator[str]:
        for service, route in every_route():
            if "GET" in (route.methods or ()):
                yield from self._filled(service, route.path)
        yield from (f"/api/{service}/v1/{path}" for service, path in product(SERVICE_NAMES, _EVERYWHERE))

    def _filled(self, service: str, path: str) -> Iterator[str]:
        names = re.findall(r"{(\w+)", path)
        if not _ONLY_FROM_THE_POST & {*names}:
            for values in product(*(self._values(service, name) for name in names)):
                yield re.sub(r"{[^}]+}", "{}", path).format(*values)

    def _values(self, of: str, name: str) -> list[str]:
        known = {
            ("ideas", "number"): self.things.ideas,
            ("proposals", "number"): self.things.proposals,
            ("proposals", "offer_id"): self.things.offers,
            ("deliberation", "subject_id"): self.things.subjects,
            ("deliberation", "comment_id"): self.things.comments,
        }
        shared = {"poll_id": self.things.polls, "round_id": self.things.rounds}
        shared |= {
            "sitting_id": self.things.sittings,
            "decision_id": self.things.decisions,
            "photo_id": self.things.photos,
        }
        shared |= {"dataset": [*DATASETS], "workflow": ["ballot-budget", "lichtenberg"]}
        shared |= {"subscription_id": [_NOBODYS], "integrator_id": [_NOBODYS]}  # told to whoever manages them alone
        return known.get((of, name)) or shared[name]  # a new parameter fails here until it is known what to fill in


def _rows_in(parquet: bytes) -> str:
    return str(pyarrow.parquet.read_table(BytesIO(parquet)).to_pylist())


def _is_plain(route: Route) -> bool:
    return "{" not in route.path and "GET" in (route.methods or ()) and not route.path.startswith(_NO_NEWS)


def _within(address: str, url: str) -> str | None:
    """The path of an address of the town, if it is worth a walk: not the same page in other colours."""
    parts = urlsplit(url)
    is_ours = url.startswith(address) and not parts.path.startswith(_NO_NEWS)
    is_other = not re.search(r"(^|&)(lang|scheme|next)=", parts.query)
    return f"{parts.path}?{parts.query}".rstrip("?") if is_ours and is_other else None
