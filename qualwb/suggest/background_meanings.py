"""What a project's texts mean, found out in the background while somebody works with the project.

One thread does it, and with one core: engines that share a text out among all cores keep them busy with
waiting for each other as soon as another thread runs. It keeps its priority: one of low priority that holds
the interpreter's lock would hold up all others for as long as another program keeps the processor from it.
What is asked for goes first.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from time import monotonic

from sqlalchemy import Connection

from qualwb.language.meaning import bundled, choosing
from qualwb.language.meaning.encoder import Encoder
from qualwb.store.errors import NoConnection
from qualwb.store.open_project import OpenProject
from qualwb.suggest.patient_encoder import Interrupted, PatientEncoder
from qualwb.suggest.project_evidence import read_evidence
from qualwb.suggest.project_meanings import ProjectMeanings
from qualwb.suggest.texts_to_read import texts_in_places
from qualwb.suggest.touched_sources import touched_sources

REST = 2.0
"""Seconds without a change after which what changed is read."""


class BackgroundMeanings:
    """The meanings of one project. ``told`` is called from the thread when there is more to tell.

    ``encoder`` is the user's choice unless given. A thread that is told to stop ends after the text that it
    is at, a tenth of a second; nobody needs to wait for that.
    """

    def __init__(
        self,
        project: OpenProject,
        told: Callable[[], object],
        encoder: Encoder | None = None,
        *,
        rest: float = REST,
    ) -> None:
        self.project = project
        self.meanings: ProjectMeanings | None = None
        """None until the thread has begun, and where there is no encoder."""
        self.share: float | None = None
        """How much of what is to be read has been read; None when nothing is being read."""
        self.failure: Exception | None = None
        """Why the thread has ended by itself, if it has."""
        self.times_read = 0
        """How often all there was to read had been read."""
        self._told, self._given, self._rest = told, encoder, rest
        self._change = threading.Condition()
        self._stopped = self._ended = False
        self._changed_at = 0.0
        self._look = True
        self._asked: deque[str] = deque()
        """Texts that somebody waits for, the first one first."""
        self._reading = False
        """Whether the thread is at what nobody asked for."""
        self._revision: int | None = None
        self._to_read = 0
        """How many texts were not known when the reading began that is going on."""
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="meaning", daemon=True)

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def stop(self) -> None:
        """Leave off, for good."""
        with self._change:
            self._stopped = True
            self._change.notify_all()

    def ended(self, patience: float) -> bool:
        """Wait so many seconds at most for the thread to end; whether it has."""
        self._thread.join(patience)
        return not self._thread.is_alive()

    def look_again(self) -> None:
        """The project may have changed: read what is new when it has rested for a while."""
        with self._change:
            self._look, self._changed_at = True, monotonic()
            self._change.notify_all()

    def ready(self, patience: float) -> bool:
        """Wait so many seconds at most until it is known whether there is an encoder; whether it is."""
        return self._ready.wait(patience)

    def ask_for(self, text: str, patience: float) -> bool:
        """Have a text read before all that nobody asked for; whether it is known within so many seconds.

        Once nothing more is read, or not as long as the server is away, nobody waits.
        """
        meanings = self.meanings
        if meanings is None:
            return False
        until = monotonic() + patience
        with self._change:
            if meanings.missing([text]) and text not in self._asked:
                self._asked.append(text)
                self._change.notify_all()
            while text in self._asked and not self._is_over and (left := until - monotonic()) > 0:
                self._change.wait(left)
        return not meanings.missing([text])

    @property
    def _is_over(self) -> bool:
        return self._stopped or self._ended

    # In the thread

    def _run(self) -> None:
        bundled.use_one_core()
        try:
            self._begin()
            while self.meanings is not None and self._wait():
                try:
                    self._work(self.meanings)
                except Interrupted:
                    continue
                except NoConnection:
                    self._rest_from_work()
        except Exception as error:
            if not self._stopped:  # else the project may have been closed meanwhile
                self.failure = error
        finally:
            self.share = None
            self._ready.set()
            with self._change:
                self._ended = True
                self._change.notify_all()
            if not self._stopped:
                self._told()

    def _rest_from_work(self) -> None:
        """Nobody is answered while the server is away; what is to be read is, when somebody looks again."""
        with self._change:
            self._look, self.share = False, None
            self._asked.clear()
            self._change.notify_all()
        self._told()

    def _begin(self) -> None:
        encoder = self._given or choosing.chosen()
        if encoder is not None:
            self.meanings = ProjectMeanings(self.project, PatientEncoder(encoder, self._is_interrupted))
        self._ready.set()

    def _wait(self) -> bool:
        """Wait until there is something to do; whether to go on."""
        with self._change:
            while not self._stopped and not self._asked and not self._is_due():
                self._change.wait(self._left() if self._look else None)
            return not self._stopped

    def _is_due(self) -> bool:
        return self._look and self._left() <= 0

    def _left(self) -> float:
        first = self._revision is None
        return 0.0 if first else self._changed_at + self._rest - monotonic()

    def _is_interrupted(self) -> bool:
        return self._stopped or (self._reading and bool(self._asked))

    def _work(self, meanings: ProjectMeanings) -> None:
        if self._asked:
            meanings.now([self._asked[0]])
            with self._change:
                self._asked.popleft()
                self._change.notify_all()
            self._told()
            return
        self._look = False
        self._reading = True
        try:
            self._read(meanings)
        except Interrupted:
            self._look = True
            raise
        finally:
            self._reading = False

    def _read(self, meanings: ProjectMeanings) -> None:
        with self.project.reading() as connection:
            revision = self.project.revision()
            if revision == self._revision:
                return
            texts = self._new_texts(connection, meanings)
        if missing := meanings.missing(chain.from_iterable(texts.values())):
            self._progress(0, len(missing))
        meanings.fill(texts, progress=self._progress, stop=self._is_interrupted)
        if self._is_interrupted():
            raise Interrupted
        self._revision, self.share, self._to_read = revision, None, 0
        self.times_read += 1
        self._told()

    def _new_texts(self, connection: Connection, meanings: ProjectMeanings) -> Mapping[str, Sequence[str]]:
        """The texts of the sources that were touched since the last time; all where that can't be told."""
        touched = touched_sources(connection, self._revision) if self._revision is not None else None
        if touched is None:
            return meanings.texts()
        evidence = read_evidence(connection, touched)
        return texts_in_places(evidence.passages, evidence.uncoded)

    def _progress(self, done: int, of_all: int) -> None:
        self._to_read = max(self._to_read, of_all)
        share = 1 - (of_all - done) / max(self._to_read, 1)
        if self.share is None or int(100 * share) != int(100 * self.share):
            self.share = share
            self._told()
