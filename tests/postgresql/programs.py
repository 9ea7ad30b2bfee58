"""Where the programs of a PostgreSQL server are, and as whom they may run: the server refuses to be root."""

import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

OLDEST = 14
"""The oldest version that a project may lie on."""
NEEDED = ("initdb", "postgres", "pg_ctl", "psql", "pg_dump", "pg_dumpall", "pg_restore")
UNPRIVILEGED = ("postgres", "nobody")


class NoServer(Exception):
    """No server can be started here; the words say why."""


@dataclass(frozen=True)
class Programs:
    """The programs of one version of PostgreSQL, and the user they run as."""

    folder: Path
    version: int
    user: pwd.struct_passwd | None
    """Whom root becomes to run them; None where we aren't root."""

    def arguments(self) -> dict[str, Any]:
        """What ``subprocess`` is to be given besides the command."""
        bare = {
            name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))
        }
        bare["LC_ALL"] = "C"
        if self.user is None:
            return {"env": bare}
        identity = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}
        return {"env": bare, "cwd": "/", **identity}

    def command(self, name: str, *arguments: object) -> list[str]:
        """The command line of one of them."""
        return [str(self.folder / name), *map(str, arguments)]


def find_programs() -> Programs:
    """The newest server here that we may run. Raises ``NoServer``."""
    if importlib.util.find_spec("psycopg") is None:
        raise NoServer("psycopg is not installed: pip install 'qualwb[team]'")
    if os.name != "posix":
        raise NoServer("a throw-away PostgreSQL server needs sockets of a POSIX system")
    users = _users()
    why = f"no programs of a PostgreSQL server ({', '.join(NEEDED)}): apt-get install postgresql"
    for folder in _folders():
        for user in users:
            version = _version(folder, user)
            if version >= OLDEST:
                return Programs(folder, version, user)
            why = f"none that may run here is {OLDEST} or newer: {folder}"
    raise NoServer(why)


def _users() -> list[pwd.struct_passwd | None]:
    if os.geteuid() != 0:
        return [None]
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return [known[name] for name in UNPRIVILEGED if name in known]


def _folders() -> Iterator[Path]:
    """Folders that hold all programs, first the one that the search path leads to."""
    seen = set()
    for folder in (*_on_path(), *_of_debian(), *_of_pg_config()):
        if folder not in seen and all((folder / name).exists() for name in NEEDED):
            yield folder
        seen.add(folder)


def _on_path() -> Iterator[Path]:
    if found := shutil.which("initdb"):
        # The others lie beside the program itself, not beside a link to it.
        yield Path(found).resolve().parent


def _of_debian() -> list[Path]:
    folders = Path("/usr/lib/postgresql").glob("*/bin")
    return sorted(folders, key=lambda folder: int(folder.parent.name), reverse=True)


def _of_pg_config() -> Iterator[Path]:
    if program := shutil.which("pg_config"):
        told = subprocess.run([program, "--bindir"], capture_output=True, text=True, check=False)
        if told.returncode == 0:
            yield Path(told.stdout.strip())


def _version(folder: Path, user: pwd.struct_passwd | None) -> int:
    """The major version; 0 where the user may not run it."""
    programs = Programs(folder, 0, user)
    try:
        told = subprocess.run(
            programs.command("postgres", "--version"),
            capture_output=True,
            text=True,
            check=False,
            **programs.arguments(),
        )
    except OSError:
        return 0
    found = re.search(r"(\d+)", told.stdout)
    return int(found[1]) if told.returncode == 0 and found else 0


if __name__ == "__main__":
    try:
        here = find_programs()
    except NoServer as error:
        sys.exit(f"No PostgreSQL server: {error}")
    print(f"PostgreSQL {here.version} in {here.folder}")
