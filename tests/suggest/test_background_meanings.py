"""Meanings are found out in the background: all of them, what is asked for first, no longer than wanted."""

import os
import threading
from collections.abc import Iterator, Sequence

import pytest

from qualwb.acts import codes, codings, corrections
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.language import cache
from qualwb.language.meaning import bundled
from qualwb.language.meaning.bundled import BundledEncoder
from qualwb.language.meaning.encoder import EncoderError, Vectors
from qualwb.store.errors import NoConnection
from qualwb.store.project_file import ProjectFile
from qualwb.suggest.background_meanings import BackgroundMeanings
from qualwb.suggest.project_meanings import ProjectMeanings
from tests.conftest import TALK, transcript_of
from tests.letters import PATIENCE, Letters

TURNS = [words for _label, words in TALK]


class Told:
    """Counts what it is told, and lets a test wait until something is so."""

    def __init__(self) -> None:
        self.shares: list[float | None] = []
        self._condition = threading.Condition()
        self.background: BackgroundMeanings | None = None

    def __call__(self) -> None:
        with self._condition:
            assert self.background is not None
            self.shares.append(self.background.share)
            self._condition.notify_all()

    def read(self, times: int) -> bool:
        """Wait until all there was to read had been read so often."""
        background = self.background
        assert background is not None
        with self._condition:
            return self._condition.wait_for(lambda: background.times_read >= times, PATIENCE)


@pytest.fixture
def letters() -> Letters:
    cache.clear()
    return Letters()


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def background(material: Researcher, letters: Letters, told: Told) -> Iterator[BackgroundMeanings]:
    """The project of five turns and one code, before it is read."""
    codes.create(material, "otydlighet")
    made = told.background = BackgroundMeanings(material.project, told, letters, rest=0)
    yield made
    letters.open()
    made.stop()
    assert made.ended(PATIENCE)


def test_all_is_read_and_how_far_is_told(
    background: BackgroundMeanings, letters: Letters, told: Told
) -> None:
    assert background.meanings is None
    letters.open()
    background.start()
    assert told.read(1)
    assert sorted(letters.given) == sorted(["otydlighet", *TURNS])
    assert background.meanings is not None
    assert background.meanings.missing(TURNS) == []
    shares = [share for share in told.shares if share is not None]
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert background.share is None


def test_what_is_asked_for_goes_first_and_nothing_is_read_twice(
    background: BackgroundMeanings, letters: Letters, told: Told
) -> None:
    background.start()
    assert letters.at_gate.acquire(timeout=PATIENCE)  # it is at the first text
    assert not background.ask_for("en fråga", 0)
    letters.open()
    assert background.ask_for("en fråga", PATIENCE)
    assert letters.given.index("en fråga") == 1
    assert told.read(1)
    assert sorted(letters.given) == sorted(["otydlighet", *TURNS, "en fråga"])


def test_all_who_ask_are_answered_in_their_order(
    background: BackgroundMeanings, letters: Letters, told: Told
) -> None:
    background.start()
    assert letters.at_gate.acquire(timeout=PATIENCE)  # it is at the first text
    assert not background.ask_for("en fråga", 0)
    assert not background.ask_for("en annan", 0)
    assert not background.ask_for("en fråga", 0)
    letters.open()
    assert told.read(1)
    assert letters.given[1:3] == ["en fråga", "en annan"]
    assert letters.given.count("en fråga") == 1


def test_it_leaves_off_after_the_text_that_it_is_at(background: BackgroundMeanings, letters: Letters) -> None:
    background.start()
    assert letters.at_gate.acquire(timeout=PATIENCE)
    background.stop()
    assert not background.ended(0)
    letters.open()
    assert background.ended(PATIENCE)
    assert len(letters.given) == 1
    assert background.failure is None


def test_nobody_waits_longer_than_wanted(background: BackgroundMeanings) -> None:
    background.start()
    assert background.ready(PATIENCE)
    assert not background.ask_for("en fråga", 0.01)


def test_a_correction_and_a_coding_are_read_too(
    background: BackgroundMeanings, letters: Letters, told: Told, material: Researcher
) -> None:
    letters.open()
    background.start()
    assert told.read(1)
    letters.given.clear()
    with material.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "Ingen visste")
    codings.apply(material, passage, ["otydlighet"])
    background.look_again()
    assert told.read(2)
    assert letters.given == ["Ingen visste"]
    corrections.replace(material, "Intervju 1", 0, 3, "På vilket sätt")
    background.look_again()
    assert told.read(3)
    assert letters.given == ["Ingen visste", TURNS[0].replace("Hur", "På vilket sätt", 1)]


def test_a_look_at_what_has_not_changed_reads_nothing(
    material: Researcher, letters: Letters, told: Told
) -> None:
    looks = threading.Semaphore(0)

    class Watched(BackgroundMeanings):
        def _read(self, meanings: ProjectMeanings) -> None:
            super()._read(meanings)
            looks.release()

    letters.open()
    background = told.background = Watched(material.project, told, letters, rest=0)
    background.start()
    assert looks.acquire(timeout=PATIENCE)
    background.look_again()
    assert looks.acquire(timeout=PATIENCE)
    background.stop()
    assert background.ended(PATIENCE)
    assert background.times_read == 1


class Broken(Letters):
    def __init__(self, why: Exception) -> None:
        super().__init__()
        self._why = why

    def encode(self, texts: Sequence[str]) -> Vectors:
        super().encode(texts)
        raise self._why


@pytest.mark.parametrize("why", [OSError("no model"), EncoderError("no model")])
def test_an_encoder_that_fails_ends_it_and_is_told(material: Researcher, told: Told, why: Exception) -> None:
    cache.clear()
    broken = Broken(why)
    made = told.background = BackgroundMeanings(material.project, told, broken)
    made.start()
    broken.open()
    assert made.ended(PATIENCE)
    assert made.failure is why
    assert made.times_read == 0
    assert told.shares[-1] is None


class Unreachable(Letters):
    """Reads as if it needed the server; fails as long as that is away."""

    def __init__(self) -> None:
        super().__init__()
        self.away = True

    def encode(self, texts: Sequence[str]) -> Vectors:
        found = super().encode(texts)
        if self.away:
            raise NoConnection("postgresql://server/studie")
        return found


def test_it_reads_on_when_the_server_is_back(material: Researcher, told: Told) -> None:
    cache.clear()
    letters = Unreachable()
    made = told.background = BackgroundMeanings(material.project, told, letters, rest=0)
    made.start()
    assert letters.at_gate.acquire(timeout=PATIENCE)
    answers: list[bool] = []
    asking = threading.Thread(target=lambda: answers.append(made.ask_for("en fråga", threading.TIMEOUT_MAX)))
    asking.start()
    letters.open()
    asking.join(PATIENCE)
    assert answers == [False]
    assert (made.times_read, made.failure) == (0, None)
    letters.away = False
    made.look_again()
    assert told.read(1)
    assert made.ask_for("en fråga", PATIENCE)
    made.stop()
    assert made.ended(PATIENCE)


def test_nobody_waits_for_one_that_has_failed(material: Researcher, told: Told) -> None:
    cache.clear()
    broken = Broken(EncoderError("no model"))
    made = told.background = BackgroundMeanings(material.project, told, broken)
    made.start()
    assert broken.at_gate.acquire(timeout=PATIENCE)
    answers: list[bool] = []
    asking = threading.Thread(target=lambda: answers.append(made.ask_for("en fråga", threading.TIMEOUT_MAX)))
    asking.start()
    broken.open()
    asking.join(PATIENCE)
    assert answers == [False], "who asked before it failed"
    assert not made.ask_for("en fråga", threading.TIMEOUT_MAX), "who asks afterwards"


def test_without_an_encoder_it_ends_at_once(
    material: Researcher, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUALWB_ENCODER", "none")
    made = told.background = BackgroundMeanings(material.project, told)
    made.start()
    assert made.ended(PATIENCE)
    assert made.meanings is None
    assert not made.ask_for("en fråga", PATIENCE)


def test_a_project_that_closes_meanwhile_is_no_failure(
    project: ProjectFile, letters: Letters, told: Told
) -> None:
    import_transcript(Researcher(project, "Karin"), transcript_of(), name="I", group="G")
    made = told.background = BackgroundMeanings(project, told, letters)
    made.start()
    assert letters.at_gate.acquire(timeout=PATIENCE)
    made.stop()
    project.close()
    letters.open()
    assert made.ended(PATIENCE)
    assert made.failure is None


@pytest.mark.skipif(not bundled.is_installed(), reason="needs the extra 'meaning'")
def test_what_the_engine_is_told_is_no_matter_of_other_processes(
    material: Researcher, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.clear()
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    before = dict(os.environ)
    made = told.background = BackgroundMeanings(material.project, told, BundledEncoder(), rest=0)
    made.start()
    assert told.read(1)
    made.stop()
    assert made.ended(PATIENCE)
    assert dict(os.environ) == before
