"""A throw-away PostgreSQL server: gone, with its folder, when the process is gone that made it."""

import os
import shutil
import signal
import socket
import stat
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, LiteralString, Self
from urllib.parse import quote, urlencode

from tests.postgresql.certificate import SETTINGS as TLS
from tests.postgresql.certificate import make_certificate
from tests.postgresql.programs import NoServer, Programs, find_programs

OWNER = "postgres"
"""The superuser, who owns what a test makes."""
MEMORY = Path("/dev/shm")
"""Files in memory: to copy a database there takes a tenth of what it takes on a disk that is busy."""
ROOM = 2 * 2**30
"""Bytes that a server's databases may need."""
LONGEST_SOCKET = 103
"""Bytes of a socket's path: what the strictest of our systems takes."""
SECONDS_TO_START = 30

SETTINGS = {
    "max_connections": "100",
    "shared_buffers": "'32MB'",
    # Nothing need outlive the machine. What was committed outlives a killed server: it is with the system.
    "fsync": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "timezone": "'UTC'",
}
# Without a password over the socket; with one over TCP, so that a password is truly tried.
HOSTS = "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n"

WATCH = 'read -r _; "$0" stop --silent --mode immediate --timeout 5 --pgdata "$1/data"; cd /; rm -rf "$1"'
"""Waits for a line, or until whoever may write one is gone; then ends the server and its folder."""


class Cluster:
    """A server of one's own. It ends with ``close``, or when this process is gone.

    ``settings`` are lines of postgresql.conf on top of ``SETTINGS``. It offers TLS with a certificate for the
    name ``tls_host``, where that is given. Raises ``NoServer`` where none can run.
    """

    def __init__(self, settings: Mapping[str, str] | None = None, *, tls_host: str = "") -> None:
        self.programs = find_programs()
        self.folder = _folder_for(self.programs)
        self.port = 0
        self.certificate: Path | None = None
        """What a client trusts that is to know the server."""
        self._data = self.folder / "data"
        self._server: subprocess.Popen[bytes] | None = None
        self._watch = subprocess.Popen(
            ["/bin/sh", "-c", WATCH, *self.programs.command("pg_ctl", self.folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # an interrupt at the keyboard is not for it
            **self.programs.arguments(),
        )
        try:
            _initialise(self.programs, self._data)
            settings = {**SETTINGS, **(settings or {})}
            if tls_host:
                self.certificate = make_certificate(self.programs, self._data, tls_host)
                settings |= TLS
            self._configure(settings)
            self.start()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def _configure(self, settings: Mapping[str, str]) -> None:
        lines = "".join(f"{name} = {value}\n" for name, value in settings.items())
        with (self._data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(f"listen_addresses = '127.0.0.1'\nunix_socket_directories = '{self.folder}'\n{lines}")
        (self._data / "pg_hba.conf").write_text(HOSTS, encoding="utf-8")

    @property
    def log(self) -> str:
        """What the server has written to its log."""
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")

    def start(self) -> None:
        """Start the server, also after ``kill`` and at the same port; returns when it takes connections.

        Raises ``NoServer`` with its log when it doesn't within half a minute.
        """
        until = time.monotonic() + SECONDS_TO_START
        chosen = self.port
        # A free port may be taken before we get it; what a killed server leaves behind takes a moment to end.
        while not self._started(chosen or _free_port()):
            if time.monotonic() > until:
                raise NoServer(f"the server did not start: {self.log}")
            time.sleep(0.05)

    def _started(self, port: int) -> bool:
        with (self.folder / "log").open("a", encoding="utf-8") as log:
            server = subprocess.Popen(
                self.programs.command("postgres", "-D", self._data, "-p", port),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **self.programs.arguments(),
            )
        self.port, self._server = port, server
        while server.poll() is None:
            if self._ready(server.pid):
                return True
            time.sleep(0.01)
        return False

    def _ready(self, process: int) -> bool:
        """As pg_ctl sees it: by what the server notes beside its process id."""
        try:
            noted = (self._data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return False
        return len(noted) > 7 and noted[0] == str(process) and noted[7].strip() == "ready"

    def kill(self) -> None:
        """End the server as a crash does, without a chance to say or write anything."""
        assert self._server is not None
        self._server.send_signal(signal.SIGKILL)
        self._server.wait()

    def close(self) -> None:
        """End the server at once and remove its folder."""
        if self._watch.poll() is None:
            self._watch.communicate(b"end\n")
        if self._server is not None:
            self._server.wait()
        shutil.rmtree(self.folder, ignore_errors=True)  # the folder itself, where only we may remove it

    def url(
        self, database: str, role: str = OWNER, password: str | None = None, *, port: int | None = None
    ) -> str:
        """The address of a database: over the socket; with a password, or to a ``port``, over TCP."""
        who = quote(role, safe="")
        if password is None and port is None:
            where = urlencode({"host": self.folder, "port": self.port}, quote_via=quote, safe="/")
            return f"postgresql://{who}@/{quote(database, safe='')}?{where}"
        secret = "" if password is None else f":{quote(password, safe='')}"
        return f"postgresql://{who}{secret}@127.0.0.1:{port or self.port}/{quote(database, safe='')}"

    @property
    def socket(self) -> Path:
        """The socket that the server listens at."""
        return self.folder / f".s.PGSQL.{self.port}"

    def create_database(self, name: str, template: str | None = None) -> str:
        """Make a database, empty or as a copy of another that nobody is connected to; returns its address."""
        # To copy the files, as older servers always do, is quicker here than to log each page.
        how = " STRATEGY FILE_COPY" if self.programs.version >= 15 else ""
        self.execute(f"CREATE DATABASE {{}} TEMPLATE {{}}{how}", name, template or "template0")
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Drop a database, if it is there, and whoever is connected to it."""
        self.execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def roles(self) -> set[str]:
        """The names of all roles that somebody made: they are the server's, not a database's."""
        return {name for (name,) in self.execute("SELECT rolname FROM pg_roles WHERE oid >= 16384")}

    def drop_role(self, name: str) -> bool:
        """Drop a role, unless there is still something in some database that it owns or may do."""
        from psycopg.errors import DependentObjectsStillExist

        try:
            self.execute("DROP ROLE IF EXISTS {}", name)
        except DependentObjectsStillExist:
            return False
        return True

    def execute(
        self, statement: LiteralString, *names: str, database: str = "postgres"
    ) -> list[tuple[Any, ...]]:
        """Run one statement as the superuser, committed at once; ``names`` are put in for each ``{}``."""
        import psycopg
        from psycopg import sql

        with psycopg.connect(self.url(database), autocommit=True) as connection:
            cursor = connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
            return cursor.fetchall() if cursor.description else []

    def psql(
        self,
        database: str,
        sql: str,
        role: str = OWNER,
        password: str | None = None,
        *,
        port: int | None = None,
    ) -> subprocess.CompletedProcess[str]:
        """What psql makes of a script: rows without a frame, fields parted by ``|``; status 3 at an error."""
        address = self.url(database, role, password, port=port)
        return subprocess.run(
            self.programs.command("psql", "-X", "-q", "-At", "-v", "ON_ERROR_STOP=1", "-f", "-", address),
            input=sql,
            capture_output=True,
            encoding="utf-8",
            check=False,
            **self.programs.arguments(),
        )


def _folder_for(programs: Programs) -> Path:
    """A new folder whose path is short enough for a socket, and which the server's user may enter."""
    in_memory = [MEMORY] if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM else []
    for parent in (*in_memory, tempfile.gettempdir(), "/tmp"):
        folder = Path(tempfile.mkdtemp(prefix="qualwb-server-", dir=parent))
        if programs.user is not None:
            os.chown(folder, programs.user.pw_uid, programs.user.pw_gid)
        short = len(os.fsencode(folder / ".s.PGSQL.65535")) <= LONGEST_SOCKET
        if short and (programs.user is None or all(_open_to_all(above) for above in folder.parents)):
            return folder
        shutil.rmtree(folder)
    raise NoServer(
        "no folder for temporary files has a path that is short and open enough for a server's socket"
    )


def _open_to_all(folder: Path) -> bool:
    return bool(folder.stat().st_mode & stat.S_IXOTH)


def _initialise(programs: Programs, data: Path) -> None:
    arguments = ("--pgdata", data, "--username", OWNER, "--auth", "trust", "--encoding", "UTF8", "--no-sync")
    told = ""
    for locale in ("C.UTF-8", "C"):
        done = subprocess.run(
            programs.command("initdb", *arguments, "--locale", locale),
            capture_output=True,
            encoding="utf-8",
            check=False,
            **programs.arguments(),
        )
        if done.returncode == 0:
            return
        told += done.stderr
    raise NoServer(f"initdb failed: {told}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
