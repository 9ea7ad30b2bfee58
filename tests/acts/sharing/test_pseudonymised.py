"""A pseudonymised copy of a project that is not sealed: no original is in any byte of it."""

import json
from pathlib import Path

import pytest

from qualwb.acts import codes, memos, people, proposals
from qualwb.acts.projects import check_project
from qualwb.acts.pseudonyms import verdicts
from qualwb.acts.pseudonyms.entity import Verdict
from qualwb.acts.pseudonyms.found import find
from qualwb.acts.pseudonyms.key_file import KeyFile
from qualwb.acts.pseudonyms.replacing import apply
from qualwb.acts.researcher import Researcher
from qualwb.acts.sharing.copying import share
from qualwb.acts.sharing.names_left import facts_for_copy
from qualwb.acts.sharing.reasons_against import NotShared, OpenNames, OriginalsLeft, SmallCells
from qualwb.acts.sharing.wishes import SharingWishes
from qualwb.analysis.privacy_facts import privacy_facts
from qualwb.store.leak_search import search
from qualwb.store.project_file import ProjectFile
from qualwb.store.texts import current_texts
from tests.acts.pseudonyms.hand_made import dump, new_key
from tests.acts.pseudonyms.named_project import name_of, write_material
from tests.acts.pseudonyms.test_kept_places import keep_one_place
from tests.acts.sharing.conftest import everything_in
from tests.acts.sharing.test_copying import column
from tests.states import rows

pytestmark = pytest.mark.file_only

ORIGINALS = ("bergström", "göran", "eksjö", "070-123", "goran.ek")
WISHES = SharingWishes(5, pseudonymised=True, allow_small_cells=True)


@pytest.fixture
def key(researcher: Researcher) -> KeyFile:
    """The key of a project whose names were all replaced."""
    write_material(researcher)
    return replace_all(researcher, new_key(researcher.project))


def replace_all(researcher: Researcher, key: KeyFile) -> KeyFile:
    with researcher.project.reading_whole() as connection:
        verdicts.accept(researcher, find(connection))
    with researcher.project.reading_whole() as connection:
        found = find(connection)
    apply(researcher, found, key)
    return KeyFile.open(key.path, key.passphrase)


def test_no_original_is_in_it_though_the_project_is_not_sealed(
    researcher: Researcher, key: KeyFile, tmp_path: Path
) -> None:
    researcher.project.close()
    before = everything_in(researcher.project.path)
    assert [word for word in ORIGINALS if word not in before] == []
    words = set(key.key.originals())
    done = share(researcher, tmp_path / "kopia.qwb", WISHES, key.key)
    held = everything_in(done.path)
    assert [word for word in (*ORIGINALS, "karin") if word in held] == []
    assert {leak.word for leak in search([done.path], words).leaks} == {"Björn"}
    assert {(one.word, one.why) for one in done.found} == {("Björn", "an ordinary word")}  # a bear
    assert done.originals >= len(words)
    with ProjectFile.open(done.path) as copy:
        assert check_project(copy) == []


@pytest.mark.usefixtures("key")
def test_no_id_is_one_of_the_project(researcher: Researcher, tmp_path: Path) -> None:
    """Some ids are made of names, and tell them to whoever guesses."""
    done = share(researcher, tmp_path / "kopia.qwb", WISHES)
    query = " UNION ".join(f"SELECT uid FROM {table}" for table in ("coder", "code", "participant", "source"))
    assert set(column(done.path, query)).isdisjoint(rows(researcher, query))


@pytest.mark.usefixtures("key")
def test_refused_proposals_go_along_under_the_new_ids(researcher: Researcher, tmp_path: Path) -> None:
    for name in ("ett", "två", "borta"):
        codes.create(researcher, name)
    uids = "SELECT uid FROM code WHERE name IN ('ett', 'två', 'borta') ORDER BY name"
    gone, one, two = rows(researcher, uids)
    proposals.refuse(researcher, "merge", [one, two], ["ett", "två"])
    proposals.refuse(researcher, "merge", [one, gone], ["ett", "borta"])
    codes.delete(researcher, ["borta"])
    done = share(researcher, tmp_path / "kopia.qwb", WISHES)
    settings = json.loads(str(column(done.path, "SELECT settings FROM project")[0]))
    assert settings["refused_proposals"] == [
        {"kind": "merge", "key": sorted(map(str, column(done.path, uids)))}
    ]
    assert not [uid for uid in (one, two, gone) if uid in everything_in(done.path)]


def test_it_tells_what_was_done_without_by_whom(researcher: Researcher, key: KeyFile, tmp_path: Path) -> None:
    done = share(researcher, tmp_path / "kopia.qwb", WISHES)
    with ProjectFile.open(done.path) as copy, copy.reading() as connection:
        facts = privacy_facts(connection)
    (applied,) = facts.applied
    assert applied["key_id"] == key.key.key_id
    assert applied["entities"] > 0
    assert applied["by"] == ""
    assert facts.copy is not None
    assert facts.copy["pseudonymised"]


@pytest.mark.usefixtures("key")
def test_a_name_that_came_since_refuses_it(researcher: Researcher, tmp_path: Path) -> None:
    memos.write(researcher, "Det var Kerstin Lindqvist som ringde.", target="source", name="Intervju 2")
    with pytest.raises(NotShared, match=r"still open: .*Kerstin Lindqvist"):
        share(researcher, tmp_path / "kopia.qwb", WISHES)
    assert not (tmp_path / "kopia.qwb").exists()
    even_so = SharingWishes(5, pseudonymised=True, allow_small_cells=True, even_so=True)
    done = share(researcher, tmp_path / "kopia.qwb", even_so)
    assert "Kerstin Lindqvist" in done.still_open


@pytest.mark.usefixtures("key")
def test_an_alias_in_another_form_is_no_open_name(researcher: Researcher, tmp_path: Path) -> None:
    with researcher.project.reading() as connection:
        (alias,) = connection.exec_driver_sql("SELECT alias FROM name_verdict WHERE name = 'Eksjö'").one()
    memos.write(researcher, f"De bodde i {alias}trakten.", target="source", name="Intervju 2")
    assert share(researcher, tmp_path / "kopia.qwb", WISHES).still_open == ()


@pytest.mark.usefixtures("key")
def test_a_replaced_name_written_again_refuses_it(researcher: Researcher, tmp_path: Path) -> None:
    memos.write(researcher, "Göran igen.", target="source", name="Intervju 2")
    with pytest.raises(NotShared, match="Göran"):
        share(researcher, tmp_path / "kopia.qwb", WISHES)


@pytest.mark.usefixtures("key")
def test_all_reasons_are_told_at_once(researcher: Researcher, tmp_path: Path) -> None:
    memos.write(researcher, "Kerstin Lindqvist ringde. Göran igen.", target="source", name="Intervju 2")
    with pytest.raises(NotShared) as caught:
        share(researcher, tmp_path / "kopia.qwb", SharingWishes(5, pseudonymised=True))
    assert [type(reason) for reason in caught.value.reasons] == [OpenNames, SmallCells, OriginalsLeft]
    assert not (tmp_path / "kopia.qwb").exists()


def test_a_copy_tells_of_withdrawals_neither_why_nor_which_texts() -> None:
    facts = {
        "applied": [{"by": "Karin", "places": 3}],
        "sealed": {"by": "Karin", "at": "2026-05-02"},
        "withdrawn": [
            {"by": "Karin", "reason": "sjuk", "text_hashes": ["a"], "copies": ["b.bak"], "turns": 2}
        ],
    }
    told = facts_for_copy(facts, nameless=False)
    assert told["withdrawn"] == [{"by": "Karin", "reason": "", "text_hashes": [], "copies": [], "turns": 2}]
    nameless = facts_for_copy(facts, nameless=True)
    assert "Karin" not in str(nameless)
    assert nameless["applied"] == [{"by": "", "places": 3}]
    assert facts_for_copy({}, nameless=True) == {}
    withdrawn = {"withdrawn": [{"participant": "u"}]}
    assert facts_for_copy(withdrawn, nameless=True, pseudonymised=True)["withdrawn"][0]["participant"] == ""


def open_in(path: Path) -> list[str]:
    with ProjectFile.open(path) as copy, copy.reading_whole() as connection:
        return [one.name for one in find(connection) if one.verdict is Verdict.OPEN]


@pytest.mark.parametrize("wishes", [WISHES, SharingWishes(5, allow_small_cells=True)])
def test_a_copy_knows_its_aliases(
    researcher: Researcher, key: KeyFile, tmp_path: Path, wishes: SharingWishes
) -> None:
    done = share(researcher, tmp_path / "kopia.qwb", wishes, key.key if wishes.pseudonymised else None)
    assert open_in(done.path) == []
    with ProjectFile.open(done.path) as copy:
        held = dump(copy)["name_verdict"]
    assert held
    assert {row["verdict"] for row in held} == {"keep"}
    assert {row["alias"] for row in held} == {""}


def test_a_copy_of_quotes_holds_no_decision_on_a_name_that_is_blanked(
    researcher: Researcher, tmp_path: Path
) -> None:
    write_material(researcher)
    verdicts.decide(researcher, [name_of(researcher, "Björn")], Verdict.KEEP)
    key = replace_all(researcher, new_key(researcher.project))
    people.rename_speaker(researcher, "Intervju 2", "Björn", "D2")
    people.rename_participant(researcher, "Grupp 2", "Björn", "D2")
    wishes = SharingWishes(5, quotes_only=True, allow_small_cells=True)
    done = share(researcher, tmp_path / "kopia.qwb", wishes, key.key)
    assert "björn" not in everything_in(done.path)


def test_a_kept_place_is_not_open_for_a_copy_nor_in_it(researcher: Researcher, tmp_path: Path) -> None:
    keep_one_place(researcher)
    key = replace_all(researcher, new_key(researcher.project))
    for name, known in (("med.qwb", key.key), ("utan.qwb", None)):
        done = share(researcher, tmp_path / name, WISHES, known)
        assert done.still_open == ()
        with ProjectFile.open(done.path) as copy, copy.reading() as connection:
            assert "stora Eken" in current_texts(connection)[1]
        assert open_in(done.path) == []
