"""A coder at work, as a process: acts at random on a project on a server, each told in a line of JSON.

``python -m tests.postgresql.coder ADDRESS NAME SEED ACTS [--listening]``. It says ``ready`` and begins when
it gets a line. An act that a broken connection left in doubt is settled before the next one, as by a user.
"""

import argparse
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from threading import Event
from typing import TypeVar

from qualwb.acts import sources
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.errors import NoConnection, ProjectLocked, StoredInDoubt
from qualwb.store.journal import Act
from qualwb.store.live import WorkPlace
from qualwb.store.server_project import ServerProject
from tests.acts.merging.random_acts import CODE, DELETING_SOURCE, IN_VIVO, UNDOING, attempt
from tests.postgresql.told import Outcome, Told

READY = "ready"
PATIENCE = 60.0
"""Seconds for which a server that is away is waited for."""
PAUSE = 0.02
UNDOS = ("undo", "undo parts")
# Coding is what coders do most, and without it and the sources there is soon nothing left to work on.
STEPS = (*sorted({*range(34)} - {UNDOING, DELETING_SOURCE}), *[CODE] * 8, *[IN_VIVO] * 5)

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Coder(Researcher):
    """Whose acts bear a mark in the journal, and who knows whether the last one changed anything."""

    marks: list[str] = field(default_factory=list)
    changes: list[bool] = field(default_factory=list)

    @contextmanager
    def act(self, kind: str, reason: str = "") -> Iterator[Act]:
        with super().act(kind, reason or self.marks[-1]) as act:
            yield act
            self.changes.append(bool(act.images))


class Work:
    """What one coder does, by a seed."""

    def __init__(self, project: ServerProject, name: str, seed: int) -> None:
        self.project = project
        self.coder = Coder(project, name)
        self.chance = Random(f"{seed} {name}")
        self.last = ""

    def do(self, number: int) -> Told:
        """One act, and what became of it."""
        mark = f"{self.coder.coder}:{number}"
        self.coder.marks.append(mark)
        self.coder.changes.clear()
        kind, began = self._kind(), time.monotonic()
        told = self._attempted(Told(mark, kind), self._act(kind))
        told.seconds = time.monotonic() - began
        return told

    def _attempted(self, told: Told, act: Callable[[], int | None]) -> Told:
        try:
            told.target = act()
        except StoredInDoubt as error:
            told.outcome, told.digest = Outcome.DOUBT, error.digest
            told.stored = patiently(lambda: self.project.was_stored(told.digest))
        except NoConnection as error:
            told.outcome, told.why = Outcome.LOST, error.message
            patiently(self.project.revision)
        except ProjectLocked as error:
            told.outcome, told.why = Outcome.LOCKED, error.message
        except QualwbError as error:
            told.outcome, told.why = Outcome.REFUSED, error.message
        except Exception:
            told.outcome, told.why = Outcome.BROKE, traceback.format_exc()
        else:
            changed = told.target is not None or True in self.coder.changes
            told.outcome = Outcome.STORED if changed else Outcome.NOTHING
        return told

    def _kind(self) -> str:
        weights = (55, 0, 10, 5, 30) if self.last in UNDOS else (84, 1, 8, 4, 3)
        self.last = self.chance.choices(("act", "delete", *UNDOS, "redo"), weights)[0]
        return self.last

    def _act(self, kind: str) -> Callable[[], int | None]:
        """The act, which returns the number of the act that it turns, if it turns one."""
        name = self.coder.coder
        if kind == "undo":
            return lambda: self.project.undo(coder=name).id
        if kind == "undo parts":
            return lambda: self.project.undo_parts(coder=name).change.id
        if kind == "redo":
            return lambda: self.project.redo(coder=name).id
        n, at = self.chance.randrange(6), self.chance.randrange(60)
        if kind == "delete":
            return lambda: self._delete(f"Ny {n}")
        step = self.chance.choice(STEPS)
        return lambda: attempt(self.coder, (step, n, at))

    def _delete(self, source: str) -> None:
        sources.delete_source(self.coder, source)


def patiently(ask: Callable[[], Answer]) -> Answer:
    """The answer of a server that may be away for a while."""
    until, pause = time.monotonic() + PATIENCE, Event()
    while True:
        try:
            return ask()
        except (NoConnection, ProjectLocked):
            if time.monotonic() > until:
                raise
            pause.wait(PAUSE)


def main() -> None:
    """Work as told."""
    parser = argparse.ArgumentParser()
    parser.add_argument("address")
    parser.add_argument("name")
    parser.add_argument("seed", type=int)
    parser.add_argument("acts", type=int)
    parser.add_argument("--listening", action="store_true", help="with an open workbench's listener")
    given = parser.parse_args()
    with patiently(lambda: ServerProject.open(Address.parsed(given.address))) as project:
        if given.listening:
            listener = project.live(lambda _event: None, WorkPlace(given.name, "code"))
        patiently(project.revision)
        print(READY, flush=True)
        sys.stdin.readline()
        work = Work(project, given.name, given.seed)
        for number in range(given.acts):
            print(work.do(number).line(), flush=True)
        if given.listening:
            listener.close()


if __name__ == "__main__":
    main()
