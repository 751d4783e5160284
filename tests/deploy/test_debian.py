"""The ten commands of docs/debian.md, as far as they can be tried without a machine and a name of their own."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from gateways.web.settings import WebSettings
from libs.shared.platform.running.settings import Settings
from tests.support.proxy import find_caddy

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "debian.md").read_text(encoding="utf-8")
UNIT = (ROOT / "deploy" / "commonpurse.service").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def commands() -> list[str]:
    [block] = re.findall(r"^```sh ten\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    return str(block).splitlines()


def what_is_written_to(path: str, commands: list[str]) -> str:
    """As the shell writes it."""
    [command] = [one for one in commands if f"> {path}" in one]
    written = command.partition(f" > {path}")[0]
    return subprocess.run(["sh", "-c", written], capture_output=True, text=True, check=True).stdout


def test_they_are_ten_and_a_shell_reads_them(commands: list[str]) -> None:
    assert len(commands) == 10
    subprocess.run(["sh", "-n"], input="\n".join(commands), text=True, check=True)


def test_they_set_up_what_the_unit_expects(commands: list[str]) -> None:
    said, version = "\n".join(commands), tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]

    assert f"commonpurse-{version}-py3-none-any.whl" in said
    [program] = re.findall(r"^ExecStart=(\S+)", UNIT, re.MULTILINE)
    assert f"PIPX_BIN_DIR={Path(program).parent} " in said
    [account] = re.findall(r"^User=(\S+)", UNIT, re.MULTILINE)
    assert re.search(rf"^useradd .* {account}$", said, re.MULTILINE)
    for unit in re.findall(r"deploy/(\S+)", said):
        assert (ROOT / "deploy" / unit).exists()


def test_the_settings_are_ones_that_the_platform_has(commands: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for line in what_is_written_to("/etc/commonpurse.env", commands).splitlines():
        monkeypatch.setenv(*line.split("=", 1))

    assert WebSettings().council_name == "Town of Lindenhof"
    assert Settings().public_url == "https://participation.town.example"
    assert Settings().is_https


def test_caddy_understands_what_it_is_told_and_leads_to_the_unit_s_port(commands: list[str], tmp_path: Path) -> None:
    (tmp_path / "Caddyfile").write_text(what_is_written_to("/etc/caddy/Caddyfile", commands))
    adapt = [find_caddy(), "adapt", "--config", str(tmp_path / "Caddyfile"), "--adapter", "caddyfile"]

    adapted = subprocess.run(adapt, capture_output=True, text=True, check=True).stdout

    [port] = re.findall(r"--port (\d+)", UNIT)
    assert f'"dial":"127.0.0.1:{port}"' in adapted
    assert '"host":["participation.town.example"]' in adapted
