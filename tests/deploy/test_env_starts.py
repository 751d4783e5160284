"""All commented defaults of .env.example, uncommented at once, start the platform: to readiness, pages and texts."""

from pathlib import Path

from commonpurse.parts import SERVICE_NAMES
from tests.command.test_up import PATIENCE_S, is_up, platform
from tests.deploy.test_env import commented, made
from tests.support.eventually import eventually


def everything_uncommented() -> dict[str, str]:
    return made() | dict(line.split("=", 1) for lines in commented() for line in lines)


async def test_all_commented_defaults_at_once_start_the_platform(tmp_path: Path) -> None:
    told = everything_uncommented()

    async with platform(tmp_path, "--empty", **told) as (client, _):
        await eventually(lambda: is_up(client), within=PATIENCE_S)
        ready = [await client.get(f"/api/{name}/health/ready") for name in SERVICE_NAMES]
        pages = [await client.get(path) for path in ("/?lang=en", "/?lang=de", "/imprint", "/privacy", "/help")]
        text = await client.post(
            "/sms/generic",
            json={"from": "+4915112345", "text": "HELP"},
            headers={"X-Commonpurse-Secret": told["COMMONPURSE_SMS_SECRET"]},
        )

    assert {answer.status_code for answer in [*ready, *pages]} == {200}
    assert told["COMMONPURSE_COUNCIL_CONTACT"] in pages[0].text
    assert text.json()["outcome"] == "help"
