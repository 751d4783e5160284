"""What each town makes anew and all towns make alike, made once in a process: tests start hundreds of them.

A product's process has one town, which makes each of these once anyway.
"""

from functools import cache
from typing import Any

import httpx
import pytest
from fastapi import APIRouter, FastAPI
from httpx._transports import default
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.util import LRUCache

from libs.shared.platform.acts import act_desk
from libs.shared.platform.api import editions
from libs.shared.platform.facts import feed, live
from libs.shared.platform.storage import engines

_STATEMENTS = 4_000
_ROUTERS = (act_desk, editions, feed, live)  # each makes a service's routes from the service's name alone


def make_once() -> None:
    """Let whoever asks for the same share it, for as long as this process lasts."""
    patch = pytest.MonkeyPatch()
    _share_certificates(patch)
    _share_routes(patch)
    _share_statements(patch)


def _share_certificates(patch: pytest.MonkeyPatch) -> None:
    """What a client of httpx trusts: reading it takes each twenty milliseconds."""
    patch.setattr(default, "create_ssl_context", cache(httpx.create_ssl_context))


def _share_routes(patch: pytest.MonkeyPatch) -> None:
    """What FastAPI reads out of a router's functions: a quarter of the processor's time of many a test."""
    read: dict[int, tuple[APIRouter, Any]] = {}
    include_anew = FastAPI.include_router

    def include(app: FastAPI, router: APIRouter) -> None:
        if id(router) in read:
            app.router.routes.append(read[id(router)][1])
        else:
            include_anew(app, router)
            read[id(router)] = router, app.router.routes[-1]  # the router too, or another might get its place in memory

    for module in _ROUTERS:
        patch.setattr(module, "router", cache(module.router))
    patch.setattr(FastAPI, "include_router", include)


def _share_statements(patch: pytest.MonkeyPatch) -> None:
    """SQL as SQLAlchemy writes it: each engine keeps its own, and all of ours write it alike."""
    statements: Any = LRUCache(_STATEMENTS)
    create_anew = create_async_engine

    def create(*arguments: Any, **named: Any) -> AsyncEngine:
        engine = create_anew(*arguments, **named)
        engine.sync_engine._compiled_cache = statements
        return engine

    patch.setattr(engines, "create_async_engine", create)
    # A statement is kept by the dialect that it is written for, of which each engine has one.
    patch.setattr(PGDialect_asyncpg, "__eq__", lambda one, other: type(one) is type(other))
    patch.setattr(PGDialect_asyncpg, "__hash__", lambda one: hash(type(one)))
