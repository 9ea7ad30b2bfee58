"""``qualwb serve``: on this machine alone, for pages of its own."""

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from qualwb.cli.app import run
from qualwb.cli.context import Session
from qualwb.cli.serve import visitor_command
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.errors import OnServer
from qualwb.store.open_project import OpenProject
from qualwb.store.server_project import ServerProject
from tests.projects import place_of

pytest.importorskip("textual_serve")

from aiohttp import ClientSession, CookieJar, WSServerHandshakeError, web

from qualwb.cli.loopback import LoopbackServer


def test_a_missing_project_is_told_before_anything_is_served(tmp_path: Path, capsys) -> None:
    assert run(["serve", str(tmp_path / "none.qwb")]) == 3
    assert "there is no such project" in capsys.readouterr().err


@pytest.mark.file_only  # a browser is served no project on a server
def test_a_port_in_use_is_told(project: OpenProject, capsys) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert run(["serve", place_of(project), "--port", str(taken.getsockname()[1])]) == 2
    assert "Choose another with --port." in capsys.readouterr().err


def test_that_no_project_on_a_server_is_served_is_told(database: str, capsys) -> None:
    ServerProject.create(Address.parsed(database)).close()
    for arguments in (["serve", database], ["-p", database, "serve"]):
        assert run(arguments) == OnServer.exit_code
        assert "on a server this can't be done" in capsys.readouterr().err


@pytest.mark.file_only
def test_without_the_extra_it_says_what_to_install(project: OpenProject, capsys, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    monkeypatch.delitem(sys.modules, "qualwb.cli.loopback", raising=False)
    assert run(["serve", place_of(project)]) == 2
    assert "qualwb[serve]" in capsys.readouterr().err


def test_names_are_quoted_for_the_shell(tmp_path: Path) -> None:
    import shlex

    path = tmp_path / "Åsas $(id); studie.qwb"
    folder = tmp_path / "Mitt; $(id)"
    session = Session(None, "Karin L", None, True)
    words = shlex.split(visitor_command(session, path, [tmp_path, folder]))
    assert words[words.index("-p") + 1] == str(path.resolve())
    assert words[words.index("--coder") + 1] == "Karin L"
    assert words[-4:] == ["--folder", str(tmp_path.resolve()), "--folder", str(folder.resolve())]


@dataclass
class Served:
    """A running server, and what a client of it may know."""

    server: LoopbackServer
    port: int

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def path(self) -> str:
        return urlsplit(self.server.address).path


@pytest.fixture
async def served() -> AsyncIterator[Served]:
    with socket.socket() as ours:
        ours.bind(("127.0.0.1", 0))
        port = int(ours.getsockname()[1])
        server = LoopbackServer("true", host="127.0.0.1", port=port, title="qualwb")
        runner = web.AppRunner(await server._make_app())
        await runner.setup()
        await web.SockSite(runner, ours).start()
        yield Served(server, port)
        await runner.cleanup()


async def status_of(url: str, cookies: dict[str, str] | None = None, **headers: str) -> int:
    async with ClientSession(cookies=cookies) as client, client.get(url, headers=headers) as answer:
        return answer.status


async def secret_of(served: Served) -> dict[str, str]:
    """The cookie that a browser gets at the address."""
    async with ClientSession() as client, client.get(served.server.address, allow_redirects=False) as answer:
        assert answer.status == 303
        assert "token" not in answer.headers["Location"]
        cookie = answer.cookies["qualwb"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (served.path, True, "Strict")
    return {"qualwb": cookie.value}


async def test_who_has_the_address_gets_a_page_that_fetches_nothing_foreign(served: Served) -> None:
    jar = CookieJar(unsafe=True)  # cookies of an address in numbers
    async with ClientSession(cookie_jar=jar) as client, client.get(served.server.address) as answer:
        assert answer.status == 200
        page = await answer.text()
        assert "token" not in str(answer.url)
    assert "https://" not in page
    assert f"ws://127.0.0.1:{served.port}{served.path}ws" in page
    async with ClientSession(cookie_jar=jar) as client:
        static = f"{served.root}{served.path}static/css/xterm.css"
        async with client.get(static) as answer:
            assert answer.status == 200


async def test_without_the_secret_nothing_is_answered(served: Served) -> None:
    known = {"qualwb": "x" * 43}
    for url in (
        served.root + "/",
        served.root + served.path,
        f"{served.root}{served.path}static/css/xterm.css",
    ):
        assert await status_of(url) == 403
        assert await status_of(url, known) == 403
    assert await status_of(f"{served.root}{served.path}?token=wrong") == 403
    async with ClientSession() as client:
        with pytest.raises(WSServerHandshakeError) as refused:
            await client.ws_connect(f"{served.root}{served.path}ws")
    assert refused.value.status == 403


async def test_the_secret_does_not_help_a_page_of_another_site(served: Served) -> None:
    secret = await secret_of(served)
    url = served.root + served.path
    assert await status_of(url, secret) == 200
    assert await status_of(url, secret, Origin=f"http://localhost:{served.port}") == 200
    assert await status_of(url, secret, Origin="http://evil.example") == 403
    assert await status_of(url, secret, Host="evil.example") == 403
    async with ClientSession(cookies=secret) as client:
        with pytest.raises(WSServerHandshakeError):
            await client.ws_connect(f"{url}ws", headers={"Origin": "http://evil.example"})


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can start a process of another user")
async def test_another_user_of_the_machine_is_refused(served: Served) -> None:
    """The same request as another uid, who can read every process's command line but not our terminal."""
    asking = (
        "import encodings.idna, os, socket, sys\n"
        "os.setgid(65534); os.setuid(65534)\n"
        "server = socket.create_connection(('127.0.0.1', int(sys.argv[1])), timeout=10)\n"
        "request = f'GET {sys.argv[2]} HTTP/1.0\\r\\nHost: 127.0.0.1:{sys.argv[1]}\\r\\n\\r\\n'\n"
        "server.sendall(request.encode())\n"
        "print(os.geteuid(), server.recv(64).split()[1].decode())\n"
    )
    for path in ("/", "/ws", "/static/css/xterm.css"):
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", asking, str(served.port), path), stdout=asyncio.subprocess.PIPE
        )
        out, _err = await process.communicate()
        assert out.split() == [b"65534", b"403"]


def test_the_secret_is_in_no_command_line(tmp_path: Path) -> None:
    server = LoopbackServer("true", host="127.0.0.1", port=1, title="qualwb")
    token = urlsplit(server.address).query.removeprefix("token=")
    assert len(token) >= 43
    session = Session(tmp_path / "p.qwb", "Karin", None, True)
    assert token not in visitor_command(session, tmp_path / "p.qwb", [tmp_path])
    assert LoopbackServer("true", host="127.0.0.1", port=1, title="qualwb").address != server.address
