"""What an administrator keeps of a server's databases, and brings back: pg_dump and pg_restore."""

import subprocess

from tests.postgresql.cluster import OWNER, Cluster


def dump(cluster: Cluster, database: str) -> bytes:
    """A database as pg_dump keeps it."""
    return _run(cluster, "pg_dump", "-Fc", database).stdout


def dump_roles(cluster: Cluster) -> str:
    """The server's roles as a script for psql, but the superuser, whom each server has."""
    script = _run(cluster, "pg_dumpall", "--roles-only").stdout.decode()
    return "\n".join(line for line in script.splitlines() if line != f"CREATE ROLE {OWNER};")


def restore(cluster: Cluster, database: str, dumped: bytes, *options: str) -> list[str]:
    """Bring a dump back into a database, which is there; returns what failed."""
    done = _run(cluster, "pg_restore", "-d", database, *options, given=dumped, status=(0, 1))
    return [line for line in done.stderr.decode().splitlines() if "error:" in line]


def _run(
    cluster: Cluster, program: str, *arguments: str, given: bytes = b"", status: tuple[int, ...] = (0,)
) -> subprocess.CompletedProcess[bytes]:
    way = ("-h", cluster.folder, "-p", cluster.port, "-U", OWNER)
    done = subprocess.run(
        cluster.programs.command(program, *way, *arguments),
        input=given,
        capture_output=True,
        check=False,
        **cluster.programs.arguments(),
    )
    assert done.returncode in status, done.stderr.decode()
    return done
