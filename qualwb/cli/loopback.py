"""A server for browsers on this machine: for those alone that were given its address, fetching nothing.

Every user of the machine reaches 127.0.0.1, so the address holds a secret. Whoever opens it gets the secret
as a cookie, which each request after that must bring. The pages lie under a path that is secret too: browsers
send a cookie to every port of a host, and another user's server must not be sent ours.
"""

import hmac
import logging
import re
import secrets
import tempfile
from collections.abc import Awaitable, Callable
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from textual_serve.server import Server

FOREIGN_LINK = re.compile(r"<link[^>]*https?://[^>]*>", re.DOTALL)
"""A stylesheet of another host: the page asks for a font there."""

COOKIE = "qualwb"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class LoopbackServer(Server):
    """Textual's server under a secret path, with strangers refused."""

    def __init__(
        self,
        command: str,
        *,
        host: str,
        port: int,
        title: str,
        ready: Callable[[str], None] = lambda _address: None,
    ) -> None:
        """``ready`` is called with the address when the server can be interrupted and is about to answer."""
        self._pages = tempfile.TemporaryDirectory(prefix="qualwb-serve-")
        page = files("textual_serve").joinpath("templates/app_index.html").read_text("utf-8")
        Path(self._pages.name, "app_index.html").write_text(FOREIGN_LINK.sub("", page), encoding="utf-8")
        self._path = f"/{secrets.token_urlsafe(16)}/"
        self._token = secrets.token_urlsafe(32)
        self._ready = ready
        super().__init__(command, host=host, port=port, title=title, templates_path=self._pages.name)

    @property
    def address(self) -> str:
        """What a browser must open first; to be shown to the user alone."""
        return f"http://{self.host}:{self.port}{self._path}?token={self._token}"

    async def _make_app(self) -> web.Application:
        app = web.Application(middlewares=[self._refuse_strangers])
        app.add_subapp(self._path, await super()._make_app())
        return app

    def initialize_logging(self) -> None:
        """Only what goes wrong is told, on stderr."""
        logging.basicConfig(level="WARNING", format="%(message)s")

    async def on_startup(self, app: web.Application) -> None:  # noqa: ARG002
        """Tell the address."""
        self._ready(self.address)

    @web.middleware
    async def _refuse_strangers(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Every request, the websocket's too: from this machine's pages, with the secret."""
        if not self._is_own(request):
            raise web.HTTPForbidden(text="qualwb serves this machine alone.")
        if self._is_secret(request.query.get("token")) and request.path == self._path:
            raise self._sent_on()
        if not self._is_secret(request.cookies.get(COOKIE)):
            raise web.HTTPForbidden(text="Open the address that 'qualwb serve' printed.")
        return await handler(request)

    def _is_own(self, request: web.Request) -> bool:
        """A page of another site may send a browser here: its host or origin tells."""
        own = {f"{self.host}:{self.port}", f"localhost:{self.port}"}
        origin: Any = request.headers.get("Origin")
        return request.host in own and (origin is None or urlsplit(origin).netloc in own)

    def _is_secret(self, given: str | None) -> bool:
        return hmac.compare_digest((given or "").encode(), self._token.encode())

    def _sent_on(self) -> web.HTTPSeeOther:
        """The browser takes the cookie and goes on, so that the secret leaves its address line."""
        answer = web.HTTPSeeOther(self._path, headers={"Referrer-Policy": "no-referrer"})
        answer.set_cookie(COOKIE, self._token, path=self._path, httponly=True, samesite="Strict")
        return answer
