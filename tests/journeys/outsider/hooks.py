"""A webhook's subscriber, which believes nothing that the library of Standard Webhooks does not."""

import json
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

import requests
from standardwebhooks import Webhook, WebhookVerificationError

Json = dict[str, Any]


class Receiver:
    """A server of its own, at the port of last time. It takes what is signed with the secret, each event once."""

    def __init__(self, hook: Json) -> None:
        self.events: list[Json] = []
        self.samples: list[Json] = []
        self._hook = hook
        self._server = ThreadingHTTPServer(("127.0.0.1", hook.get("port", 0)), self._handler())
        self.port = self._server.server_port
        self.url = f"http://127.0.0.1:{self.port}/hook"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()

    def take(self, headers: dict[str, str], body: bytes) -> int:
        """The status to answer with."""
        try:
            Webhook(self._hook["secret"]).verify(body, headers)
        except WebhookVerificationError:
            return HTTPStatus.UNAUTHORIZED
        event = json.loads(body)
        kept = self.samples if headers.get("commonpurse-sample") == "true" else self.events
        if event["id"] == headers["webhook-id"] and event not in kept:
            kept.append(event)
        return HTTPStatus.NO_CONTENT

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                self.send_response(receiver.take({name.lower(): told for name, told in self.headers.items()}, body))
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 the name is the standard library's
                """Nothing: what is printed is the report."""

        return Handler


def subscribe(session: requests.Session, address: str, url: str) -> Json:
    """The subscription, with its secret, which is shown this once."""
    wish = {"name": "Open data", "url": url, "types": ["ideas.idea-submitted.v1"], "round_id": None}
    answer = session.post(f"{address}/api/reporting/v1/webhooks", json=wish, timeout=30)
    answer.raise_for_status()
    made = answer.json()
    return {"secret": made["secret"], "subscription_id": made["subscription_id"]}


def ask_for_sample(session: requests.Session, address: str, hook: Json, type_: str) -> None:
    """Have an example of the event sent, which is answered before this returns."""
    path = f"/api/reporting/v1/webhooks/{hook['subscription_id']}/sample"
    answer = session.post(address + path, json={"type": type_}, timeout=30)
    answer.raise_for_status()
