"""ASVS 5.0, chapters 4 and 5: HTTP, and files that are handed in."""

import asyncio
import io
import zipfile
from collections.abc import AsyncIterator

import httpx
import pytest

from gateways.web.main import build
from gateways.web.settings import WebSettings
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.service import api
from services.residents.main import SERVICE
from tests.conftest import NewDatabaseOf
from tests.residents.conftest import Residents, residents_at
from tests.support.serving import served


@pytest.fixture
async def residents(
    database_of: NewDatabaseOf, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> AsyncIterator[Residents]:
    monkeypatch.setenv("COMMONPURSE_POLL_KEY_FOLDER", f"{tmp_path}/poll-keys")
    async with residents_at(await database_of("residents"), monkeypatch) as service:
        yield service


@pytest.fixture
async def address() -> AsyncIterator[str]:
    """The pages behind the product's own HTTP server."""
    settings = WebSettings()
    async with served(build(settings, Neighbours(settings, in_process={}))) as found:
        yield found


async def raw(address: str, request: str) -> str:
    """All that the server says to a request that is written just so."""
    host, _, port = address.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(request.replace("\n", "\r\n").encode())
    await writer.drain()
    try:
        async with asyncio.timeout(5):
            return (await reader.read(65_536)).decode("latin-1")
    finally:
        writer.close()


@pytest.mark.parametrize("path", ["/help", "/staff/sign-in", "/no/such/page", "/robots.txt", "/static/no-such-file"])
async def test_4_1_1_every_text_says_its_type_and_its_signs(pages: httpx.AsyncClient, path: str) -> None:
    kind = (await pages.get(path)).headers["content-type"]

    assert "charset=utf-8" in kind


async def test_4_1_3_what_a_caller_claims_of_its_client_counts_for_nothing(residents: Residents) -> None:
    statuses = []
    for number in range(302):
        claim = {"X-Commonpurse-Client": f"somebody {number}"}
        body = {"code": "AAAA-BBBB-CCCC-D", "channel": "web"}
        statuses.append((await residents.http.post("/api/residents/v1/permits", json=body, headers=claim)).status_code)

    assert statuses[-1] == 429
    assert statuses[0] == 404


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "BREW"])
async def test_4_1_4_other_methods_are_refused(pages: httpx.AsyncClient, method: str) -> None:
    assert (await pages.request(method, "/help")).status_code == 405


@pytest.mark.parametrize(
    "lengths",
    [
        "Content-Length: 4\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\nContent-Length: 4",
        "Content-Length: 4\nContent-Length: 40",
        "Content-Length: +4",
        "Transfer-Encoding: chunked, identity",
    ],
)
async def test_4_2_1_a_request_with_two_ends_is_refused_and_hides_no_other(address: str, lengths: str) -> None:
    hidden = "0\n\nGET /help HTTP/1.1\nHost: town\n\n"

    said = await raw(address, f"POST /staff/sign-in HTTP/1.1\nHost: town\n{lengths}\n\n{hidden}")

    assert said.startswith("HTTP/1.1 400")
    assert said.count("HTTP/1.1 ") == 1


async def test_5_1_1_how_large_files_may_be_is_documented(residents: Residents) -> None:
    operation = api(SERVICE, residents.runtime).openapi()["paths"]

    assert "number,area" in operation["/api/residents/v1/rounds/{round_id}/roll/imports"]["post"]["description"]


@pytest.mark.parametrize("length", [60_000_000, 400_000_000])
async def test_5_2_1_what_is_too_large_is_refused_before_it_is_read(address: str, length: int) -> None:
    said = await raw(address, f"POST /ideas/new HTTP/1.1\nHost: town\nContent-Length: {length}\n\n")

    assert said.startswith("HTTP/1.1 413")


async def test_5_2_1_so_is_a_roll(residents: Residents) -> None:
    round_id = await residents.a_round()

    answer = await residents.show_import(round_id, b"number,area\n" + b"1" * 51_000_000)

    assert answer.status_code == 413


def a_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return out.getvalue()


@pytest.mark.parametrize("content", [a_zip(), b"\x89PNG\r\n\x1a\n", b"%PDF-1.7", b"number,area\n1\x00,North\n"])
async def test_5_2_2_what_is_no_table_is_refused_whatever_it_is_called(residents: Residents, content: bytes) -> None:
    round_id = await residents.a_round()

    assert (await residents.show_import(round_id, content)).status_code == 422


@pytest.mark.parametrize(
    "path", ["..%2f..%2fmain.py", "%2e%2e/main.py", "..\\main.py", "/etc/passwd", "%00site.css", "....//main.py"]
)
async def test_5_3_2_no_path_leads_out_of_the_folder(address: str, path: str) -> None:
    said = await raw(address, f"GET /static/{path} HTTP/1.1\nHost: town\nConnection: close\n\n")

    assert said.startswith(("HTTP/1.1 404", "HTTP/1.1 400"))
    assert "import" not in said
