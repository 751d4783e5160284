"""An outsider has our documentation, an address, a key, and a way into Kafka; the rest is their own program.

What they find out from events alone is what the pages show, and it stays so when the platform is put back.
"""

import ast
import asyncio
import json
import os
import re
import sys
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.async_api import Page

from tests.command.test_up import PATIENCE_S, platform, sample_codes
from tests.support.backed_up import a_backup, all_are_ready, command
from tests.support.eventually import eventually
from tests.web.test_integrators import make_account

pytestmark = pytest.mark.long

THEIRS = Path(__file__).parent / "outsider"
DOCS = Path(__file__).parents[2] / "docs"
OURS = {"libs", "services", "gateways", "commonpurse", "tests"}
# A test's subscriber is on the loopback, where an operator must let webhooks in.
TO_THE_LOOPBACK = {"COMMONPURSE_WEBHOOKS_INTO": "127.0.0.0/8", "COMMONPURSE_WEBHOOKS_BY_HTTP": "true"}


@dataclass
class Somebody:
    """Who runs the program: their folder, and what the council gave them."""

    folder: Path
    broker: str
    prefix: str
    key: str = ""
    client_id: str = ""

    async def run(self, act: str, address: str) -> dict[str, Any]:
        """What the program found out."""
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(THEIRS.parent),
            "KEY": self.key,
            "CLIENT_ID": self.client_id,
        }
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "outsider", act, address, str(DOCS), self.broker, self.prefix),
            cwd=self.folder,
            env=environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        printed, errors = await asyncio.wait_for(process.communicate(), 180)
        assert process.returncode == 0, errors.decode()[-3000:]
        report: dict[str, Any] = json.loads(printed)
        assert not OURS & set(report["loaded"])
        return report


@dataclass(frozen=True)
class Journey:
    """What was found out on each leg, and what the pages showed at the end."""

    arrived: dict[str, Any]
    live: dict[str, Any]
    returned: dict[str, Any]
    results: str
    turnout: str


@pytest.fixture
async def journey(tmp_path: Path, kafka: str, topic_prefix: str, page: Page) -> Journey:
    data, own = tmp_path / "data", tmp_path / "own"
    own.mkdir()
    settings = TO_THE_LOOPBACK | {"COMMONPURSE_TOPIC_PREFIX": topic_prefix}
    somebody = Somebody(own, kafka, topic_prefix)
    async with platform(data, "--kafka", kafka, **settings) as (client, _):
        await eventually(lambda: sample_codes(data), within=PATIENCE_S)
        await eventually(lambda: all_are_ready(client), within=PATIENCE_S)
        address = str(client.base_url)
        somebody.key, somebody.client_id = await a_key_from_the_pages(page, address, data)
        arrived = await somebody.run("arrive", address)
        backup = await a_backup(data, tmp_path / "kept")
        live = await somebody.run("live", address)
    restored = await command("restore", backup, "--data", data, "--replace")
    assert restored.exit_code == 0, restored.output
    async with platform(data, "--kafka", kafka, **settings) as (client, _):
        await eventually(lambda: all_are_ready(client), within=PATIENCE_S)
        returned = await somebody.run("return", str(client.base_url))
        [poll_id] = returned["rebuilt"]
        pages = [await words_of(client, f"/polls/{poll_id}/{name}") for name in ("results", "turnout")]
    return Journey(arrived, live, returned, *pages)


async def a_key_from_the_pages(page: Page, address: str, data: Path) -> tuple[str, str]:
    """An administrator makes an account and gives a key for everything: the key, and the account's id."""
    await page.goto(f"{address}/staff/sign-in?next=/staff/integrators")
    await page.get_by_label("Your name").fill("admin")
    await page.get_by_label("Password").fill((data / "secrets" / "commonpurse_admin_password").read_text().strip())
    await page.get_by_role("button", name="Sign in").click()
    await make_account(page)
    await page.get_by_label("What it is for").fill("Open data")
    for scope in await page.get_by_role("checkbox").all():
        await scope.check()
    await page.get_by_role("button", name="Give a key").click()
    await page.get_by_text("it is shown only this once").wait_for()
    key, account = await page.locator("main code").all_inner_texts()
    return key, account


async def words_of(client: httpx.AsyncClient, path: str) -> str:
    """The page's words, as they are read."""
    page = (await client.get(path)).raise_for_status().text
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


async def test_an_outsider_rebuilds_what_the_pages_show_and_survives_a_restore(journey: Journey) -> None:
    [poll] = journey.arrived["rebuilt"].values()

    assert {service for service, count in journey.arrived["counts"].items() if count} == {
        *("ideas", "proposals", "residents", "voting")
    }
    assert journey.live["rebuilt"] == journey.returned["rebuilt"] == journey.arrived["rebuilt"]
    demand_the_same_results(poll, journey.results)
    demand_the_same_turnout(poll, journey.turnout)
    lost, kept = journey.live["told"], journey.returned["told"]
    [back] = journey.returned["put_back"]
    assert back == {"code": "place-is-another", "epoch": kept["epoch"], "forgotten": [lost["id"]]}
    assert lost["position"] == kept["position"]
    assert lost["epoch"] != kept["epoch"]


def demand_the_same_results(poll: dict[str, Any], page: str) -> None:
    assert f"{poll['ballots']} people voted. {len(poll['funded'])} projects are funded." in page
    assert f"€{poll['cost_cents'] // 100:,} goes to projects" in page
    funded, others = page.split("Not funded, and by how much", 1)
    places = [funded.index(f"{title} {poll['scores'][title]} points") for title in poll["funded"]]
    assert places == sorted(places)
    assert all(f"{title} {poll['scores'][title]} points" in others for title in poll["not_funded"])


def demand_the_same_turnout(poll: dict[str, Any], page: str) -> None:
    told = poll["turnout"]
    assert f"ballots {told['ballots']} people may vote {poll['people']}" in page
    assert told["is_final"]
    assert len(told["by_area"]) == 4
    assert all(f"{area} {ballots}" in page for area, ballots in told["by_area"].items())


def test_the_outsider_s_program_imports_nothing_of_ours() -> None:
    programs = list(THEIRS.glob("*.py"))

    assert len(programs) > 4
    for program in programs:
        for node in ast.walk(ast.parse(program.read_text())):
            if isinstance(node, ast.Import):
                assert not {name.name.partition(".")[0] for name in node.names} & OURS
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                assert (node.module or "").partition(".")[0] not in OURS
            assert not isinstance(node, ast.ImportFrom) or node.level < 2
