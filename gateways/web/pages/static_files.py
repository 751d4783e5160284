"""Style sheets, fonts, scripts and the logo, under names that change with their content."""

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from libs.shared.platform.api.http_fields import takes_gzip

FOLDER = Path(__file__).parents[1] / "static"
# Order matters where rules weigh the same.
STYLE_SHEETS = ("page", "header", "buttons", "forms", "cards", "lines", "figures", "notices", "print")
_OF_FEW_PAGES = ("styleguide", "staff", "maps", "desk", "photos", "discussion", "flow")

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
_COMPRESSED = (".css", ".js", ".svg")
# A name is never used for another content, so browsers need not ask again.
_FOR_GOOD = "public, max-age=31536000, immutable"
_REFERENCE = re.compile(r'url\("/static/([^"]+)"\)')


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One file as it is sent."""

    content: bytes
    suffix: str
    compressed: bytes | None


class StaticFiles:
    """All static files in memory, and their addresses by name."""

    def __init__(self, tokens: str, logo: Path | None) -> None:
        self._files: dict[str, StaticFile] = {}
        self._addresses: dict[str, str] = {}
        for path in sorted(FOLDER.rglob("*")):
            if path.suffix in _TYPES and path.suffix != ".css":
                self._add(path.relative_to(FOLDER).as_posix(), path.read_bytes())
        self._add("site.css", self._style_sheet(tokens).encode())
        for name in _OF_FEW_PAGES:  # nobody else's page has to wait for them
            self._add(f"{name}.css", _rules(name).encode())
        self._add_logo(logo)

    @property
    def addresses(self) -> Mapping[str, str]:
        """Where each file is found, by its name under ``static/``."""
        return self._addresses

    async def send(self, request: Request) -> Response:
        """The file, or 404. An address is never reused for another content."""
        file = self._files.get(request.path_params["path"])
        if file is None:
            return PlainTextResponse("not found", status_code=404)
        headers = {"Cache-Control": _FOR_GOOD, "Vary": "Accept-Encoding"}
        if file.compressed and takes_gzip(request.headers.get("accept-encoding", "")):
            headers["Content-Encoding"] = "gzip"
            return Response(file.compressed, media_type=_TYPES[file.suffix], headers=headers)
        return Response(file.content, media_type=_TYPES[file.suffix], headers=headers)

    def _add(self, name: str, content: bytes) -> None:
        suffix = Path(name).suffix
        hashed = f"{name.removesuffix(suffix)}.{hashlib.sha256(content).hexdigest()[:12]}{suffix}"
        compressed = gzip.compress(content, mtime=0) if suffix in _COMPRESSED else None
        self._files[hashed] = StaticFile(content, suffix, compressed)
        self._addresses[name] = f"/static/{hashed}"

    def _style_sheet(self, tokens: str) -> str:
        parts = [tokens, *map(_rules, STYLE_SHEETS)]
        return _REFERENCE.sub(lambda found: f'url("{self._addresses[found[1]]}")', "\n".join(parts))

    def _add_logo(self, logo: Path | None) -> None:
        if logo is None:
            return
        self._add(f"logo{logo.suffix}", logo.read_bytes())
        self._addresses["logo"] = self._addresses[f"logo{logo.suffix}"]


def _rules(name: str) -> str:
    return (FOLDER / "css" / f"{name}.css").read_text()
