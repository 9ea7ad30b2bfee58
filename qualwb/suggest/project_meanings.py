"""What the texts of an open project mean: what is known from before, and what is found out in time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import TypeVar

import numpy as np
from sqlalchemy import select

from qualwb.language.cache import digest_of_names
from qualwb.language.meaning import choosing
from qualwb.language.meaning.encoder import Encoder, EncoderError, Vectors, label
from qualwb.language.meaning.kept import (
    Halves,
    KeptVectors,
    digest_of,
    restored,
    rounded,
)
from qualwb.model import Project, Source, TextVersion
from qualwb.progress import Progress, untold
from qualwb.store.open_project import OpenProject
from qualwb.store.texts import hashes_in_use
from qualwb.suggest.project_evidence import read_evidence, read_turns
from qualwb.suggest.texts_to_read import NAMES, texts_of_project

_AT_A_TIME = 16
"""Texts between two questions whether to stop."""
_TO_KEEP = 64
"""Texts that may be encoded once more when the process is killed."""

Item = TypeVar("Item")


def meanings_of(project: OpenProject, encoder: Encoder | None = None) -> ProjectMeanings | None:
    """What the project's texts mean, by the encoder in use or the one given; None where there is none.

    Hold on to it: it reads all that is kept of the project.
    """
    encoder = encoder or choosing.chosen()
    return ProjectMeanings(project, encoder) if encoder else None


def why_none() -> str:
    """What is to be said where the encoder that the user named can't be used; else nothing."""
    choice = choosing.choice()
    return choice.notice if choice.unusable else ""


class ProjectMeanings:
    """The ``Meanings`` of a project. They may be asked and filled from any threads; one fills at a time."""

    def __init__(self, project: OpenProject, encoder: Encoder) -> None:
        self._project = project
        self._encoder = encoder
        self._kept = KeptVectors(self.encoder)
        self._known: dict[bytes, Halves] = {}
        self._knowing, self._filling = threading.Lock(), threading.Lock()
        self._read()

    @property
    def encoder(self) -> str:
        """Name and version of what makes the vectors."""
        return label(self._encoder)

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """One row a text: a unit vector, or zeros while it is not known. Encodes nothing."""
        digests = [digest_of(text) for text in texts]
        with self._knowing:
            found = [self._known.get(digest) for digest in digests]
        size = next((len(row) for row in found if row is not None), None) or self._encoder.dimensions
        if not found:
            return np.zeros((0, size), dtype=np.float32)
        nothing = np.zeros(size, dtype=np.float16)
        return restored(np.stack([nothing if row is None else row for row in found]))

    def missing(self, texts: Iterable[str]) -> list[str]:
        """The texts among these, each once, that are not known; a text without a word has no meaning."""
        with self._knowing:
            return [
                text for text in dict.fromkeys(texts) if text.strip() and digest_of(text) not in self._known
            ]

    def now(self, texts: Sequence[str]) -> Vectors:
        """As asking, but what is not known is encoded first, and kept in memory alone: for a question in own
        words. Raises ``EncoderError``.
        """
        with self._filling:
            self._encode(self.missing(texts))
        return self(texts)

    def texts(self) -> dict[str, list[str]]:
        """What is worth knowing of the project (``texts_to_read``)."""
        with self._project.reading() as connection:
            return texts_of_project(read_evidence(connection), read_turns(connection))

    def extent(self) -> tuple[int, int]:
        """How many of how many texts of the project (``texts``) are known."""
        texts = {text for found in self.texts().values() for text in found if text.strip()}
        return len(texts) - len(self.missing(texts)), len(texts)

    def fill(
        self,
        texts_by_source: Mapping[str, Sequence[str]] | None = None,
        *,
        progress: Progress = untold,
        stop: Callable[[], bool] = lambda: False,
    ) -> int:
        """Encode what is not known of these texts, or of the project's (``texts``); returns how many were.

        They are given by the name of their source, or ``NAMES``, with which they are kept and forgotten, and
        are kept as it goes on. ``stop`` is asked time and again whether to leave off.

        Raises ``EncoderError``; what was encoded before is kept.
        """
        wanted = self.texts() if texts_by_source is None else texts_by_source
        with self._filling:
            sources = self._read()
            of_all, done = len(self.missing(chain.from_iterable(wanted.values()))), 0
            for source, texts in wanted.items():
                for some in _in_parts(self._to_keep(sources.get(source), texts), _TO_KEEP):
                    try:
                        for few in _in_parts(sorted(self.missing(some), key=len), _AT_A_TIME):
                            if stop():
                                break
                            self._encode(few)
                            done += len(few)
                            progress(done, of_all)
                    except EncoderError:
                        self._keep(sources.get(source), some)
                        raise
                    self._keep(sources.get(source), some)
                    if stop():
                        return done
            self._kept.remove_others(sources.values())
        return done

    def _to_keep(self, digest: str | None, texts: Sequence[str]) -> list[str]:
        """The texts that are not known, or not kept with their source."""
        if digest is None:
            return self.missing(texts)
        return [
            text
            for text in dict.fromkeys(texts)
            if text.strip() and not self._kept.has(digest, digest_of(text))
        ]

    def _encode(self, texts: Sequence[str]) -> None:
        if not texts:
            return
        made = rounded(self._encoder.encode(texts))
        with self._knowing:
            self._known.update(zip(map(digest_of, texts), made, strict=True))

    def _keep(self, digest: str | None, texts: Iterable[str]) -> None:
        """Keep what is known of the texts with their source, unless that has gone meanwhile."""
        if digest is None:
            return
        digests = map(digest_of, texts)
        with self._knowing:
            known = {one: self._known[one] for one in digests if one in self._known}
        if known and digest in self._sources().values():
            self._kept.add(digest, known)

    def _read(self) -> dict[str, str]:
        """Take in what is kept, also of former texts; by name of each source, the digest of its text."""
        with self._project.reading() as connection:
            versions = connection.execute(select(TextVersion.sha256)).scalars().all()
        sources = self._sources()
        found = self._kept.read({*versions, *sources.values()})
        with self._knowing:
            self._known.update(found)
        return sources

    def _sources(self) -> dict[str, str]:
        with self._project.reading() as connection:
            uid = connection.execute(select(Project.uid)).scalar_one()
            named = hashes_in_use().with_only_columns(Source.name, TextVersion.sha256)
            return {NAMES: digest_of_names(uid), **dict(connection.execute(named).all())}


def _in_parts(items: Sequence[Item], size: int) -> Iterable[Sequence[Item]]:
    return (items[start : start + size] for start in range(0, len(items), size))
