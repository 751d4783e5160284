import json

import httpx

from libs.shared.platform.running.runtime import Runtime
from tests.support.answers import Json
from tests.support.journals import announced
from tests.support.suggesting import acted, handed_over, suggested

NAME, STREET, MAIL = "Wilhelmina Quittenbaum", "Nachtigallengasse 17", "wilhelmina.q@example.org"


async def test_no_event_holds_a_name_or_an_address(client: httpx.AsyncClient, runtime: Runtime, a_round: Json) -> None:
    by_mail = {"kind": "email", "address": MAIL}
    by_letter = {"kind": "letter", "address": f"{NAME}\n{STREET}"}
    unread = await suggested(client, a_round, title=f"From {NAME}", text=f"{NAME}, {STREET}", place=STREET)
    await suggested(client, a_round, contact=by_letter)
    await acted(client, unread, "reject", criterion="not-understood", reason="It names a person.")
    await handed_over(client, a_round, contact=by_mail)

    journal = json.dumps(await announced(runtime.database), ensure_ascii=False)

    assert "ideas.idea-handed-over.v1" in journal
    for secret in (NAME, "Quittenbaum", STREET, "Nachtigallen", MAIL):
        assert secret not in journal
