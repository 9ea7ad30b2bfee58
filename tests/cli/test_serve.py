"""``qualwb serve``: on this machine alone, for pages of its own."""

import asyncio
import socket
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from qualwb.cli.app import run
from qualwb.cli.context import Session
from qualwb.cli.serve import visitor_command
from qualwb.store.project_file import ProjectFile

pytest.importorskip("textual_serve")


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_missing_project_is_told_before_anything_is_served(tmp_path: Path, capsys) -> None:
    assert run(["serve", str(tmp_path / "none.qwb")]) == 3
    assert "there is no such project" in capsys.readouterr().err


def test_a_port_in_use_is_told(project: ProjectFile, capsys) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert run(["serve", str(project.path), "--port", str(taken.getsockname()[1])]) == 2
    assert "Choose another with --port." in capsys.readouterr().err


def test_without_the_extra_it_says_what_to_install(project: ProjectFile, capsys, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    monkeypatch.delitem(sys.modules, "qualwb.cli.loopback", raising=False)
    assert run(["serve", str(project.path)]) == 2
    assert "qualwb[serve]" in capsys.readouterr().err


def test_names_are_quoted_for_the_shell(tmp_path: Path) -> None:
    import shlex

    path = tmp_path / "Åsas $(id); studie.qwb"
    words = shlex.split(visitor_command(Session(None, "Karin L", None, True), path))
    assert words[words.index("-p") + 1] == str(path.resolve())
    assert words[words.index("--coder") + 1] == "Karin L"


async def test_strangers_are_refused_and_the_page_fetches_nothing_foreign(free_port: int) -> None:
    from aiohttp import web

    from qualwb.cli.loopback import LoopbackServer

    server = LoopbackServer("true", host="127.0.0.1", port=free_port, title="qualwb")
    runner = web.AppRunner(await server._make_app())
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", free_port)
    await site.start()

    def get(**headers: str) -> tuple[int, str]:
        request = urllib.request.Request(f"http://127.0.0.1:{free_port}/", headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, ""

    try:
        status, page = await asyncio.to_thread(get)
        assert status == 200
        assert "https://" not in page
        assert f"ws://127.0.0.1:{free_port}" in page
        assert (await asyncio.to_thread(get, Origin="http://evil.example"))[0] == 403
        assert (await asyncio.to_thread(get, Host="evil.example"))[0] == 403
        assert (await asyncio.to_thread(get, Origin=f"http://localhost:{free_port}"))[0] == 200
    finally:
        await runner.cleanup()
