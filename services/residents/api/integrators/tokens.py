"""The token endpoint of OAuth 2: client credentials (RFC 6749, 4.4), with errors as its section 5.2 has them."""

from base64 import b64decode
from http import HTTPStatus
from typing import Annotated
from urllib.parse import unquote_plus

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import JSONResponse

from libs.shared.platform.access.clients import TheClient
from libs.shared.platform.access.refusals import KeyIsRefused, ScopeIsMissing
from libs.shared.platform.api.described import file_of
from libs.shared.platform.api.typed import PlainSigns
from services.residents.api.at_hand import SHOWN_ONCE, TheAttempts, TheClock, TheDatabase, TheVault
from services.residents.api.integrators.bodies import TokenBody
from services.residents.use_cases.integrators.know_keys import AskForToken, token_for

router = APIRouter(prefix="/api/residents/v1/oauth", tags=["integrators"])

_Field = Annotated[PlainSigns | None, Form(max_length=500)]
_TEXT = {"type": "string"}
_ERROR = {"type": "object", "required": ["error"], "properties": {"error": _TEXT, "error_description": _TEXT}}
_REFUSED = {
    **file_of("application/json", "RFC 6749, 5.2: error and error_description.", 400, _ERROR),
    **file_of("application/json", "The same.", 401, _ERROR),
}


@router.post("/token", response_model=TokenBody, responses=_REFUSED)
async def token(
    request: Request,
    database: TheDatabase,
    vault: TheVault,
    attempts: TheAttempts,
    clock: TheClock,
    client: TheClient,
    grant_type: _Field = None,
    scope: _Field = None,
    client_id: _Field = None,
    client_secret: _Field = None,
) -> Response:
    """A token of 15 minutes for a key, by HTTP Basic or in the form; it may be for less than the key (``scope``)."""
    in_header = _basic(request.headers.get("authorization"))
    if in_header and client_secret:
        return _refused("invalid_request", "Show the client's secret once: as HTTP Basic, or in the form.")
    if grant_type != "client_credentials":
        wrong = "unsupported_grant_type" if grant_type else "invalid_request"
        return _refused(wrong, "The grant_type here is client_credentials.")
    who, key = in_header or (client_id or "", client_secret or "")
    try:
        ask = AskForToken(who, key, (scope or "").split(), client)
        got = await token_for(ask, database, vault, attempts, clock)
    except ScopeIsMissing as refusal:
        return _refused("invalid_scope", str(refusal))
    except KeyIsRefused as refusal:
        return _refused("invalid_client", str(refusal), 401)
    body = TokenBody(access_token=got.token, expires_in=got.lasts_s, scope=" ".join(got.scopes))
    return JSONResponse(body.model_dump(), headers=SHOWN_ONCE)


def _basic(header: str | None) -> tuple[str, str] | None:
    scheme, _, value = (header or "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        who, _, key = b64decode(value, validate=True).decode().partition(":")
    except ValueError:
        return "", ""
    return unquote_plus(who), unquote_plus(key)


def _refused(error: str, words: str, status: int = 400) -> Response:
    headers = SHOWN_ONCE | (
        {"WWW-Authenticate": 'Basic realm="commonpurse"'} if status != HTTPStatus.BAD_REQUEST else {}
    )
    return JSONResponse({"error": error, "error_description": words}, status, headers=headers)
