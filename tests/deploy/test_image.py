import http.server
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
IS_READY = ROOT / "deploy" / "is_ready.py"


def copied() -> list[str]:
    """What the image's build copies from the checkout."""
    lines = (ROOT / "deploy" / "Dockerfile").read_text().splitlines()
    copies = [line.split()[1:-1] for line in lines if line.startswith("COPY ")]
    return [word for words in copies for word in words if not word.startswith("--") and not word.startswith("/opt")]


@pytest.mark.parametrize("name", copied())
def test_what_the_image_is_made_of_is_there_and_not_kept_from_it(name: str) -> None:
    assert (ROOT / name).exists()
    assert f"!{name}" in (ROOT / ".dockerignore").read_text().splitlines()


def test_every_package_that_the_wheel_holds_is_in_the_image() -> None:
    assert {"commonpurse", "gateways", "libs", "services"} <= set(copied())


def test_nothing_in_the_image_runs_as_root() -> None:
    last_stage = (ROOT / "deploy" / "Dockerfile").read_text().split("\nFROM ")[-1]

    assert last_stage.index("USER commonpurse") < last_stage.index("ENTRYPOINT")


class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/ready" else 503)
        self.end_headers()

    def log_message(self, format: str, *words: object) -> None:  # noqa: A002 the name is the standard library's
        """Keeps quiet."""


@pytest.fixture
def a_port() -> Iterator[int]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def status_of(port: int, *path: str) -> int:
    script = IS_READY.read_text().replace("8000", str(port))
    return subprocess.run([sys.executable, "-c", script, *path], capture_output=True, check=False).returncode


def test_a_part_is_ready_when_its_page_says_so(a_port: int) -> None:
    assert status_of(a_port, "/ready") == 0
    assert status_of(a_port, "/troubled") == 1


def test_a_part_without_such_a_page_is_ready_when_it_answers_at_all(a_port: int) -> None:
    assert status_of(a_port) == 0
    assert status_of(1) == 1
