import re

import httpx
import pytest

from commonpurse.parts import SERVICE_NAMES, all_services
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
    assert not re.search(r"<script|https?://(?!town)", page.replace(name, ""))
