"""What stands before every request: who may ask, from where, how much at once, and how large."""

import asyncio
import hmac
import ipaddress
import re
from dataclasses import dataclass, field

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from model.serve.replies import problem_type

MAX_BODY = 2_000_000  # bytes
BODY_SECONDS = 15.0  # for a body to come in
RETRY_SECONDS = "1"
OPEN_PATHS = re.compile(r"/(healthz|page/[^/]*)?")  # that need no token: nothing in them is private
COSTLY = ("/v1/completions", "/v1/summary")  # what takes a body
HOST = re.compile(r"(\[[0-9a-fA-F:.]+\]|[^:\[\]]+)(:\d+)?")
SECURITY = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-store",
}


def is_loopback(host: str) -> bool:
    """Whether an address or name can only be this machine: no other name is, whatever it resolves to."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def problem(status: int, message: str, param: str | None = None, code: str | None = None) -> JSONResponse:
    """An error as OpenAI writes it."""
    headers = {"retry-after": RETRY_SECONDS} if status in (429, 503) else {}
    if status == 401:
        headers["www-authenticate"] = "Bearer"
    content = {"message": message, "type": problem_type(status), "param": param, "code": code}
    return JSONResponse({"error": content}, status, headers)


def tidy(scope: Scope) -> Scope:
    """The request as it is meant: a path without empty parts; HEAD as a GET, whose body uvicorn leaves out."""
    path = re.sub("/{2,}", "/", scope["path"])
    path = path.removesuffix("/") or "/"
    return {**scope, "path": path, "method": "GET" if scope["method"] == "HEAD" else scope["method"]}


class BodyError(Exception):
    """A body that is not taken."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


@dataclass
class Guard:
    """ASGI middleware."""

    app: ASGIApp
    local: bool  # bound to loopback: only names of this machine are answered
    token: str | None
    at_once: int  # requests with a body that are worked on or wait; more are asked to come again
    busy: int = field(default=0, init=False)
    turned_away: int = field(default=0, init=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope = tidy(scope)

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(SECURITY)
            await send(message)

        refusal = self.refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, send_safely)
        elif scope["method"] == "POST" and scope["path"] in COSTLY:
            await self.with_body(scope, receive, send_safely)
        else:
            await self.app(scope, receive, send_safely)

    def refusal(self, scope: Scope) -> JSONResponse | None:
        """Why a request is not answered, seen from its headers."""
        headers = Headers(scope=scope)
        host = HOST.fullmatch(headers.get("host", ""))
        if host is None or (self.local and not is_loopback(host[1].lower().strip("[]"))):
            return problem(403, "Host: not this server's name; use http://127.0.0.1 or http://localhost")
        origin = headers.get("origin")
        if origin is not None and origin.lower() not in (f"{way}://{host[0].lower()}" for way in ("http", "https")):
            return problem(403, "Origin: a page from elsewhere may not use this server; open the server's own page")
        if self.token is not None and not OPEN_PATHS.fullmatch(scope["path"]) and not self.has_token(headers):
            return problem(
                401, "Authorization: no valid token; send `Authorization: Bearer TOKEN`", code="invalid_api_key"
            )
        return None

    def has_token(self, headers: Headers) -> bool:
        """Whether the right token was sent."""
        scheme, _, sent = headers.get("authorization", "").partition(" ")
        return scheme.lower() == "bearer" and hmac.compare_digest(sent.strip().encode(), str(self.token).encode())

    async def with_body(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A request that costs something: counted, and its body read before anything else happens."""
        if self.busy >= self.at_once:
            self.turned_away += 1
            await problem(429, f"busy: {self.busy} requests are being worked on; try again", code="busy")(
                scope, receive, send
            )
            return
        self.busy += 1
        try:
            try:
                body = await asyncio.wait_for(read_body(scope, receive), BODY_SECONDS)
            except BodyError as error:
                await problem(error.status, error.message)(scope, receive, send)
                return
            except TimeoutError:
                await problem(408, f"body: not here after {BODY_SECONDS:g} s; send it at once")(scope, receive, send)
                return
            if body is not None:
                await self.app(scope, replayed(body, receive), send)
        finally:
            self.busy -= 1


async def read_body(scope: Scope, receive: Receive) -> bytes | None:
    """The whole body; None when the client left before its end.

    Raises:
        BodyError: it is too large, or not JSON.
    """
    headers = Headers(scope=scope)
    too_large = BodyError(413, f"body: over {MAX_BODY} bytes; send a shorter prompt")
    length = headers.get("content-length", "0")
    if length.isdecimal() and int(length) > MAX_BODY:
        raise too_large
    if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise BodyError(415, "Content-Type: not application/json; send JSON")
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        if len(body) > MAX_BODY:
            raise too_large
        if not message.get("more_body", False):
            return bytes(body)


def replayed(body: bytes, receive: Receive) -> Receive:
    """`receive` with the body that was read already."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
