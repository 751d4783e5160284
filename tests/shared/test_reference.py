import re

import httpx
import pytest

from commonpurse.parts import SERVICE_NAMES, all_services
from gateways.sms.main import build, doors
from gateways.sms.settings import SmsSettings
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.runtime import assemble
from libs.shared.platform.running.service import api
from libs.shared.platform.running.settings import ServiceName, Settings
from tests.support.inspecting import AS_INSPECTOR, INSPECTION_TOKEN


@pytest.mark.parametrize("name", SERVICE_NAMES)
async def test_a_service_describes_all_of_itself_on_a_page_from_nowhere_else(name: ServiceName) -> None:
    runtime = assemble(
        name, Settings(database_url="postgresql://nobody@127.0.0.1:1/", inspection_token=INSPECTION_TOKEN)
    )
    app = api(all_services()[name], runtime)

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://town") as client:
        answer = await client.get(f"/api/{name}/docs", headers=AS_INSPECTOR)
    await runtime.aclose()

    page = answer.text
    assert answer.status_code == 200
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert all(f"{path}</code>" in page for path in app.openapi()["paths"])
    assert {*re.findall(r'href="#([^"]+)"', page)} <= {*re.findall(r'id="([^"]+)"', page)}
    assert not re.search(r"""<script|(?:src|href)=["']?(?:https?:)?//""", page)


@pytest.mark.parametrize(
    ("is_public", "headers", "status"),
    [
        (False, {}, 401),
        (False, {"Authorization": "Bearer of another one"}, 401),
        (False, AS_INSPECTOR, 200),
        (True, {}, 200),
    ],
    ids=["nobody", "another token", "the token", "everybody"],
)
async def test_the_text_gateway_describes_its_doors_to_whom_the_settings_say(
    is_public: bool, headers: dict[str, str], status: int
) -> None:
    settings = Settings(inspection_token=INSPECTION_TOKEN, reference_is_public=is_public)
    app = build(settings, Neighbours(settings, in_process={}), SmsSettings(secret="the provider's own secret"))

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://town", headers=headers) as client:
        page, described = await client.get("/sms/docs"), await client.get("/sms/openapi.json")
        head = await client.head("/sms/openapi.json")

    assert [page.status_code, described.status_code, head.status_code] == [status] * 3
    assert head.content == b""
    if status == 200:
        assert described.json() == doors().openapi()
        assert all(f"{path}</code>" in page.text for path in doors().openapi()["paths"])
    else:
        assert described.headers["www-authenticate"] == "Bearer"
