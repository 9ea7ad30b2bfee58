"""Coders as processes of their own at one project on a server, and whether its journal is as they heard."""

import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from tempfile import TemporaryFile
from time import monotonic

from sqlalchemy import select

from qualwb.acts.researcher import Researcher
from qualwb.model import Change
from qualwb.store.check import ORPHAN, check
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.engines.postgresql.rights import Role
from qualwb.store.server_project import ServerProject
from tests.acts.merging.random_acts import fill_origin
from tests.conftest import ROOT
from tests.postgresql.cluster import Cluster
from tests.postgresql.coder import READY
from tests.postgresql.told import Outcome, Told
from tests.store.postgresql.team_rows import admit

TEAM = ("Anna", "Bo", "Cilla", "Dag")
OWNER = "Karin"
TURNINGS = ("undo", "redo")


def found_team(server: Cluster, database: str) -> None:
    """A project with something in it, in a new database, and leads with logins of their own."""
    with ServerProject.create(Address.parsed(server.create_database(database)), "Studie") as project:
        fill_origin(Researcher(project, OWNER))
        with project.writing() as connection:
            for name in TEAM:
                admit(connection, name.lower(), name, Role.LEAD)


class Coders:
    """Processes that have begun; what each told so far, by name."""

    def __init__(
        self, addresses: dict[str, str], seed: int, acts: int, listening: Sequence[str] = ()
    ) -> None:
        self.told: dict[str, list[Told]] = {name: [] for name in addresses}
        self.killed: set[str] = set()
        self._came = threading.Condition()
        self._broke = False
        self._errors = TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 -- closed by ``end``
        self._processes = {
            name: subprocess.Popen(
                [sys.executable, "-m", "tests.postgresql.coder", address, name, str(seed), str(acts)]
                + ["--listening"] * (name in listening),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                text=True,
                cwd=ROOT,
            )
            for name, address in addresses.items()
        }
        self._readers = [
            threading.Thread(target=self._read, args=one, daemon=True) for one in self._processes.items()
        ]

    def begin(self) -> None:
        """Let all begin when all are ready."""
        for process in self._processes.values():
            assert process.stdout is not None
            assert process.stdout.readline().strip() == READY
        self.began = monotonic()
        for reader in self._readers:
            reader.start()
        for process in self._processes.values():
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()

    def _read(self, name: str, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        for line in process.stdout:
            if line.endswith("\n"):  # one that is killed may be in the midst of a line
                with self._came:
                    self.told[name].append(Told.of_line(line))
                    self._came.notify_all()
                    self._broke |= self.told[name][-1].outcome is Outcome.BROKE
            if self._broke:
                self._kill_all()

    @property
    def done(self) -> int:
        """How many acts have been told of."""
        return sum(map(len, self.told.values()))

    def wait_for(self, acts: int, seconds: float) -> None:
        """Until so many acts are told of."""
        with self._came:
            there = self._came.wait_for(lambda: self._broke or self.done >= acts, seconds)
            assert_no_error(self)
            assert there, (self.outcomes(), self.written())

    def wait_for_each(self, names: Sequence[str], more: int, seconds: float) -> None:
        """Until each of these has told of so many more."""
        with self._came:
            aims = {name: len(self.told[name]) + more for name in names}
            there = self._came.wait_for(
                lambda: self._broke or all(len(self.told[name]) >= aim for name, aim in aims.items()),
                seconds,
            )
            assert_no_error(self)
            assert there, self.outcomes()

    def kill(self, name: str) -> None:
        """End one as a crash does, in the midst of whatever it does."""
        self.killed.add(name)
        self._processes[name].kill()
        self._processes[name].wait()

    def finish(self, seconds: float) -> None:
        """Until all that were not killed have done all their acts."""
        until = monotonic() + seconds
        # Where one broke off by an error, all have been ended: ``assert_journal_is_as_told`` says by which.
        for name, process in self._processes.items():
            status = process.wait(max(until - monotonic(), 0))
            assert status == 0 or name in self.killed or self._broke, (self.written(), self.told[name][-1:])
        for reader in self._readers:
            reader.join()
        self.seconds = monotonic() - self.began

    def written(self) -> str:
        """What their programs wrote to the screen besides what they are asked for."""
        self._errors.seek(0)
        return self._errors.read()

    def end(self) -> None:
        """End whoever is still at work."""
        self._kill_all()
        for process in self._processes.values():
            process.communicate()
        self._errors.close()

    def _kill_all(self) -> None:
        for process in self._processes.values():
            process.kill()

    def outcomes(self) -> Counter[str]:
        """How many acts ended how."""
        return Counter(one.outcome.value for told in self.told.values() for one in told)

    def figures(self) -> str:
        """What is told of the run."""
        every = [one for told in self.told.values() for one in told]
        stored = sum(_is_stored(one) for one in every)
        slowest = max(one.seconds for one in every)
        return (
            f"{len(every)} acts, {stored} stored in {self.seconds:.1f} s: {stored / self.seconds:.1f} a "
            f"second; slowest {slowest:.2f} s; {dict(self.outcomes())}"
        )


@contextmanager
def coders_at_work(
    addresses: dict[str, str], seed: int, acts: int, listening: Sequence[str] = ()
) -> Iterator[Coders]:
    """Coders that have begun; they are ended afterwards."""
    coders = Coders(addresses, seed, acts, listening)
    try:
        coders.begin()
        yield coders
    finally:
        coders.end()


def _is_stored(told: Told) -> bool:
    return told.outcome is Outcome.STORED or told.stored


def assert_journal_is_as_told(url: str, coders: Coders) -> None:
    """Every act that a coder was told is stored is in the journal, and no other; and all holds together.

    Of one that was killed the last act may be there or not.
    """
    assert_no_error(coders)
    assert coders.written() == ""
    with ServerProject.open(Address.parsed(url)) as project:
        with project.reading_whole() as connection:
            columns = (Change.id, Change.coder, Change.act, Change.target, Change.reason, Change.digest)
            journal = connection.execute(select(*columns).order_by(Change.id)).all()
        problems = [problem for problem in check(project) if problem.kind != ORPHAN]
    assert problems == []
    assert [row.id for row in journal] == list(range(1, len(journal) + 1))
    for name, told in coders.told.items():
        doubtful = {one.digest: one.stored for one in told if one.outcome is Outcome.DOUBT}
        there = {row.digest for row in journal}
        assert {digest: digest in there for digest in doubtful} == doubtful
        own = [row for row in journal if row.coder == name and row.digest not in doubtful]
        found = Counter((row.act, row.target) if row.act in TURNINGS else row.reason for row in own)
        answered = Counter(
            (one.kind.split()[0], one.target) if one.target is not None else one.mark
            for one in told
            if one.outcome is Outcome.STORED
        )
        lost = list(answered - found)
        assert lost == [], [one for one in told if one.mark in lost or (one.kind, one.target) in lost]
        more = found - answered
        assert sum(more.values()) <= (name in coders.killed), f"refused, and yet stored: {more}"


def assert_no_error(coders: Coders) -> None:
    """Nobody saw an error that is no user's, or had to wait for longer than one does."""
    for told in coders.told.values():
        for one in told:
            assert one.outcome not in (Outcome.BROKE, Outcome.LOCKED), one
