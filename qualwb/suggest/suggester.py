"""Codes for the passages of an open project: one ranker, kept in step with what is coded."""

import threading
from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import Connection, func, select

from qualwb.localization import gettext as _
from qualwb.model import Change, Source
from qualwb.store.open_project import OpenProject
from qualwb.suggest.evidence import Evidence, TextPlace
from qualwb.suggest.learning.background import BackgroundJudging
from qualwb.suggest.learning.judging import Judgement, judge
from qualwb.suggest.learning.record import left_out
from qualwb.suggest.meanings import Meanings
from qualwb.suggest.project_evidence import read_evidence
from qualwb.suggest.ranking import Ranker, Suggestion
from qualwb.suggest.researchers_talk import is_researchers_talk
from qualwb.suggest.touched_sources import touched_sources
from qualwb.suggest.weights import Weights

TOP = 5
"""How many codes are suggested."""


class Suggester:
    """The ranker of one project. It learns each act of coding; it may be asked from any thread.

    What the project's own codings say of weights and probabilities takes a second or more to work out: that
    is done in a thread of its own, and again whenever the ranker is fitted anew or all meanings have become
    known. ``meanings`` are asked for what they know alone.
    """

    def __init__(
        self, project: OpenProject, meanings: Meanings | None = None, *, with_definitions: bool = False
    ) -> None:
        self._project = project
        self._lock = threading.Lock()
        self._ranker = Ranker(with_definitions=with_definitions, meanings=meanings)
        self._sources: dict[str, Evidence] = {}
        """What each source says, by its name."""
        self._revision: int | None = None
        self._judging = BackgroundJudging()

    @property
    def failure(self) -> Exception | None:
        """Why it is not known what the codings say of weights and probabilities, where that went wrong."""
        return self._judging.failure

    @property
    def learns_first(self) -> bool:
        """Whether it is just being worked out, for the first time, how sure suggestions are."""
        return self._judging.is_busy and self._judging.found is None

    def wait_until_learnt(self, seconds: float) -> None:
        """Wait at most so long for what is being worked out; it goes for what follows."""
        self._judging.wait(seconds)

    @property
    def codes(self) -> int:
        """How many codes there were to choose among when last asked."""
        return len(self._ranker.codes)

    def suggest(
        self,
        source: str,
        start: int,
        end: int,
        text: str,
        top: int = TOP,
        without: Collection[str] = (),
    ) -> list[Suggestion]:
        """The best codes for code points [start, end) of a source, whose words are ``text``, best first.

        What is coded on the passage itself, or on part of it, is no evidence for it. Codes ``without`` which
        the answer is wanted, such as those that the passage has, leave their place to the next best.
        """
        with self._lock:
            self._keep_up()
            place = TextPlace("", source, start, end)
            found = self._ranker.rank(text, top, place, without)
            if found and self._is_beside_the_record(place):
                return [replace(one, probability=None) for one in found]
            return found

    def why_no_probability(self, source: str, start: int, end: int) -> str:
        """Why suggestions for code points [start, end) of a source say nothing of how sure they are.

        Empty where they do.
        """
        with self._lock:
            if self._ranker.calibration is None:
                return _("No probability: too little has been coded to say how often suggestions are right.")
            if self._is_beside_the_record(TextPlace("", source, start, end)):
                return _("No probability: a moderator or observer speaks, and nobody coded the passage.")
            return ""

    def learn(self) -> None:
        """Wait until what the codings say of weights and probabilities is known; it goes for what follows.

        Raises what went wrong with it.
        """
        for _begun in range(2):
            # A judgement that was being made may be of an earlier state.
            with self._lock:
                self._keep_up()
            self._judging.wait()
        if self._judging.failure is not None:
            raise self._judging.failure

    def _keep_up(self) -> None:
        with self._project.reading() as connection:
            revision = connection.execute(select(func.max(Change.id))).scalar() or 0
            if revision != self._revision:
                touched = touched_sources(connection, self._revision) if self._revision is not None else None
                if touched is None:
                    self._read_all(connection)
                else:
                    self._read_again(connection, touched)
                self._revision = revision
        ranker = self._ranker
        all_meant = ranker.ask_for_meanings()
        self._judging.keep_up((ranker.fits, all_meant), self._judge)
        if self._judging.found is not None:
            ranker.weights = self._judging.found.weights
            ranker.calibration = self._judging.found.calibration

    def _is_beside_the_record(self, place: TextPlace) -> bool:
        passages = self._sources.get(place.source, Evidence()).passages
        if any(passage.place.overlaps(place) for passage in passages):
            return False
        with self._project.reading() as connection:
            return is_researchers_talk(connection, place.source, place.start, place.end)

    def is_beside_the_record(self, source: str, start: int, end: int) -> bool:
        """Whether a passage is unlike those that are coded: the researchers' own talk that nobody coded."""
        with self._lock:
            return self._is_beside_the_record(TextPlace("", source, start, end))

    def _judge(self) -> Judgement:
        evidence = Evidence.joined(self._ranker.codes, tuple(self._sources.values()))
        return judge(left_out(evidence, self._ranker.like_it), Weights())

    def _read_all(self, connection: Connection) -> None:
        new = read_evidence(connection)
        old = Evidence.joined(self._ranker.codes, self._sources.values())
        self._sources = new.by_source()
        if self._revision is None or not self._ranker.follow(old, new):
            self._ranker.fit(new)

    def _read_again(self, connection: Connection, touched: Collection[int]) -> None:
        """Read the sources with these keys: what the others say is known."""
        names = connection.execute(select(Source.name).where(Source.id.in_(touched))).scalars().all()
        codes = self._ranker.codes
        old = Evidence.joined(codes, [self._sources[name] for name in names if name in self._sources])
        new = read_evidence(connection, touched)
        self._sources.update({**dict.fromkeys(names, Evidence()), **new.by_source()})
        if not self._ranker.follow(old, new):
            self._ranker.fit(Evidence.joined(codes, self._sources.values()))
