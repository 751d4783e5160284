"""Residents: turns a code into a permit."""

import httpx

from libs.shared.platform.running.asking import ask


async def ask_for_permit(residents: httpx.AsyncClient, code: str, client: str) -> str:
    """A permit for the text message channel.

    Args:
        residents: The service.
        code: The invitation code as it was typed.
        client: What stands for the sender when attempts are counted; not the number itself.

    Raises:
        Refused: if the code is good for nothing now.
        OutOfReach: if residents gives no answer.
    """
    headers = {"X-Commonpurse-Client": client}
    answer = await ask(residents, "/api/residents/v1/permits", {"code": code, "channel": "sms"}, headers)
    return str(answer["permit"])
