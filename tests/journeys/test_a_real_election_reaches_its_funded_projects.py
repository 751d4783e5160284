"""The whole path: Świecie 2023, from suggestion to funded project, by the command that operators have."""

import asyncio
import json
import sys

import pytest

pytestmark = pytest.mark.long

PATIENCE_S = 300

OFFICIAL = {
    "c1",
    "c2",
    "c3",
    "c4",
    "c5",
    "c7",
    "c9",
    "c10",
    "c11",
    "c12",
    "c13",
    "c14",
    "c17",
    "c18",
    "c19",
    "c20",
    "c21",
}


async def test_swiecie_funds_what_the_town_really_funded() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "commonpurse",
        "demo",
        "--json",
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, errors = await asyncio.wait_for(process.communicate(), PATIENCE_S)
    assert process.returncode == 0, errors.decode()[-3000:]

    report = json.loads(out)

    assert report["ballots_cast"] == report["ballots_counted"] == 2553
    assert report["by_channel"]["sms"] >= 200
    assert report["by_door"] == {"texts": 200, "pages": 50, "api": 2303}
    assert sum(report["by_channel"].values()) == 2553
    assert report["refused"] == {"duplicates": 25, "malformed": 25, "late": 10}
    assert set(report["winners"]) == set(report["official_winners"]) == OFFICIAL
    assert report["cost"] == "1040337.00"
    assert report["match"]
    assert report["matches_the_city"]
    assert report["view_matches"]
