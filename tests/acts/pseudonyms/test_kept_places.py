"""What is kept at one place stays decided after names were replaced, in a sealed project and in a copy."""

import pytest

from qualwb.acts.files import import_transcript
from qualwb.acts.pseudonyms import verdicts
from qualwb.acts.pseudonyms.entity import Entity, Verdict
from qualwb.acts.pseudonyms.found import find
from qualwb.acts.pseudonyms.key_file import KeyFile
from qualwb.acts.pseudonyms.leaks import check_leaks
from qualwb.acts.pseudonyms.places import is_in_text, verdict_at
from qualwb.acts.pseudonyms.replacing import apply
from qualwb.acts.pseudonyms.sealing import seal
from qualwb.acts.researcher import Researcher
from qualwb.store.project_file import ProjectFile
from qualwb.store.texts import current_texts
from tests.acts.pseudonyms.hand_made import PASSPHRASE, new_key
from tests.acts.pseudonyms.named_project import name_of, names_of
from tests.conftest import transcript_of

TALK = (
    ("Moderator", "Var bor ni?"),
    ("Gunilla", "Vi bor i Eken utanför Vetlanda. Där trivs vi."),
    ("Torbjörn", "Jag satt under den stora Eken i går, sa Gunilla."),
    ("Gunilla", "Sedan flyttade jag från Eken till Vetlanda."),
)


@pytest.fixture
def key(researcher: Researcher) -> KeyFile:
    """The key of a project in which one 'Eken' was kept."""
    keep_one_place(researcher)
    return replace_all(researcher, new_key(researcher.project))


def keep_one_place(researcher: Researcher) -> None:
    """Let 'Eken' be replaced, but at one place keep it, as the tree that it names there."""
    import_transcript(researcher, transcript_of(TALK), name="Intervju 1", group="Grupp 1")
    if all(one.name != "Eken" for one in names_of(researcher)):
        verdicts.add(researcher, "Eken", "place")
    eken = name_of(researcher, "Eken")
    verdicts.decide(researcher, [eken], Verdict.GENERALISE, "[ort]")
    text = text_of(researcher.project)
    tree = text.index("Eken", text.index("under"))
    (place,) = (one for one in eken.places if is_in_text(one) and one.start == tree)
    verdicts.decide_place(researcher, name_of(researcher, "Eken"), place, Verdict.KEEP)


def replace_all(researcher: Researcher, key: KeyFile) -> KeyFile:
    verdicts.accept(researcher, names_of(researcher))
    apply(researcher, names_of(researcher), key)
    return KeyFile.open(key.path, PASSPHRASE)


def text_of(project: ProjectFile) -> str:
    with project.reading() as connection:
        return current_texts(connection)[1]


def found_in(project: ProjectFile) -> tuple[Entity, ...]:
    with project.reading_whole() as connection:
        return find(connection)


def open_names(project: ProjectFile) -> list[str]:
    return [one.name for one in found_in(project) if one.verdict is Verdict.OPEN]


def is_kept(project: ProjectFile) -> bool:
    places = [(one, place) for one in found_in(project) for place in one.places if "Eken" in place.words]
    return bool(places) and all(verdict_at(*both) is Verdict.KEEP for both in places)


@pytest.mark.usefixtures("key")
def test_a_kept_place_stays_kept_when_names_were_replaced(researcher: Researcher) -> None:
    assert text_of(researcher.project).count("Eken") == 1
    assert open_names(researcher.project) == []
    assert is_kept(researcher.project)


@pytest.mark.file_only
def test_a_kept_place_stays_kept_when_the_project_is_sealed(researcher: Researcher, key: KeyFile) -> None:
    seal(researcher, key)
    assert open_names(researcher.project) == []
    assert is_kept(researcher.project)
    assert check_leaks(researcher.project, key.key).leaks == ()
    import_transcript(researcher, transcript_of((("Kerstin", "Hej."),)), name="Andra", group="Grupp 1")
    replace_all(researcher, key)
    assert "stora Eken" in text_of(researcher.project)
    assert is_kept(researcher.project)
