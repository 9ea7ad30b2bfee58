"""A server for browsers on this machine alone: no page of another site can reach it, nothing is fetched."""

import logging
import re
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

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class LoopbackServer(Server):
    """Textual's server, with a page of its own and strangers refused."""

    def __init__(self, command: str, *, host: str, port: int, title: str) -> None:
        self._pages = tempfile.TemporaryDirectory(prefix="qualwb-serve-")
        page = files("textual_serve").joinpath("templates/app_index.html").read_text("utf-8")
        Path(self._pages.name, "app_index.html").write_text(FOREIGN_LINK.sub("", page), encoding="utf-8")
        super().__init__(command, host=host, port=port, title=title, templates_path=self._pages.name)

    async def _make_app(self) -> web.Application:
        app: web.Application = await super()._make_app()
        app.middlewares.append(self._refuse_strangers)
        return app

    def initialize_logging(self) -> None:
        """Only what goes wrong is told, on stderr."""
        logging.basicConfig(level="WARNING", format="%(message)s")

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing: the command has said where it serves."""

    @web.middleware
    async def _refuse_strangers(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """A page of another site may send a browser here: its host or origin tells."""
        own = {f"{self.host}:{self.port}", f"localhost:{self.port}"}
        origin: Any = request.headers.get("Origin")
        if request.host not in own or (origin is not None and urlsplit(origin).netloc not in own):
            raise web.HTTPForbidden(text="qualwb serves this machine alone.")
        return await handler(request)
