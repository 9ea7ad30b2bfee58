"""A copy to share: what is left out lies in no byte of it, and what stays holds together."""

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from qualwb.acts import codings, recordings, rounds
from qualwb.acts.encrypting import encrypt, is_encrypted
from qualwb.acts.projects import check_project
from qualwb.acts.pseudonyms.key import Key, KnownName
from qualwb.acts.researcher import Researcher
from qualwb.acts.sharing.coarsening import rule_of
from qualwb.acts.sharing.copying import share
from qualwb.acts.sharing.originals import NO_KEY
from qualwb.acts.sharing.reasons_against import NotShared, OriginalsLeft, SmallCells
from qualwb.acts.sharing.wishes import Shared, SharingWishes
from qualwb.errors import QualwbError
from qualwb.store.errors import NotFound, UnusableProject
from qualwb.store.project_file import ProjectFile
from tests.acts.sharing.conftest import everything_in, quoted
from tests.encrypted import PASSPHRASE
from tests.states import rows

pytestmark = pytest.mark.file_only

BARE = SharingWishes(5, allow_small_cells=True)


def made(who: Researcher, folder: Path, **wishes: object) -> Shared:
    return share(
        who, folder / "kopia.qwb", SharingWishes(**{"min_cell": 5, "allow_small_cells": True, **wishes})
    )


def known(*names: str) -> Key:
    """A key that knows these names as replaced."""
    return replace(NO_KEY, names=tuple(KnownName("person", name, "", "NN") for name in names))


def opened(copy: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{copy.resolve().as_uri()}?immutable=1", uri=True)


def column(copy: Path, query: str) -> list[object]:
    database = opened(copy)
    try:
        return [row[0] for row in database.execute(query)]
    finally:
        database.close()


def test_a_plain_copy_has_no_former_text_file_name_or_query(whole: Researcher, tmp_path: Path) -> None:
    (tmp_path / "bussresan.ogg").write_bytes(b"ljud")
    recordings.tie(whole, "Intervju 1", tmp_path / "bussresan.ogg")
    former = ("journalerna", "hemfärd-filen", "sökordet", "bussresan")
    assert all(word in everything_in_project(whole) for word in former)
    done = made(whole, tmp_path)
    held = everything_in(done.path)
    assert [word for word in former if word in held] == []
    for kept in ("papperen försvann", "minnesordet", "sammandraget", "kurator", "karin", "fikarasten"):
        assert kept in held
    assert done.path.stat().st_mode & 0o777 == 0o600
    assert (done.written, done.sources, done.codings) == (True, 1, 3)
    assert (done.left_out.former_texts, done.left_out.queries, done.left_out.journal) == (1, 1, False)
    assert not list(tmp_path.glob("*.partial*"))


def everything_in_project(who: Researcher) -> str:
    who.project.close()  # so that its log is folded in
    return everything_in(who.project.path)


def test_a_copy_is_sound_and_its_journal_tells_without_images(whole: Researcher, tmp_path: Path) -> None:
    done = made(whole, tmp_path)
    with ProjectFile.open(done.path) as copy:
        assert check_project(copy) == []
    assert set(column(done.path, "SELECT images FROM change")) == {"[]"}
    acts = column(done.path, "SELECT act FROM change ORDER BY id")
    assert acts[0] == "source.import"
    assert acts[-1] == "project.part"


def test_stable_ids_and_codings_stay(whole: Researcher, tmp_path: Path) -> None:
    done = made(whole, tmp_path, quotes_only=True)
    query = "SELECT uid || quote FROM coding WHERE orphaned_from IS NULL ORDER BY id"
    assert column(done.path, query) == rows(whole, query)
    query = "SELECT uid FROM source UNION SELECT uid FROM code UNION SELECT uid FROM participant ORDER BY 1"
    assert column(done.path, query) == rows(whole, query)


@pytest.mark.parametrize(
    ("wish", "gone", "kept"),
    [
        ({"without_memos": True}, ("minnesordet", "vidkoden"), ("sammandraget", "chefen")),
        ({"without_summaries": True}, ("sammandraget",), ("minnesordet", "chefen")),
        ({"coders_as_numbers": True}, ("karin",), ("minnesordet", "coder 1")),
        ({"without_journal": True}, ("coding.apply",), ("karin", "project.part")),
        ({"coarsen": (rule_of("yrke=-"),)}, ("kurator", "lärare"), ("ålder", "minnesordet")),
        (
            {"quotes_only": True},
            ("hemvägen", "chefen", "lyssnade", "fikarasten", "papperen", "pengarna", "räcker", "buss"),
            ("samverkan haltar", "tyckte jag", "mötena gav ändå mycket", "[…]", "minnesordet", "samarbetet"),
        ),
    ],
)
def test_what_is_wished_away_is_in_no_byte(
    whole: Researcher, tmp_path: Path, wish: dict[str, object], gone: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    before = everything_in_project(whole)
    assert [word for word in gone if word not in before] == []
    done = made(whole, tmp_path, **wish)
    held = everything_in(done.path)
    assert [word for word in gone if word in held] == []
    assert [word for word in kept if word not in held] == []
    with ProjectFile.open(done.path) as copy:
        assert check_project(copy) == []


def test_a_memo_beside_blanked_words_hangs_on_its_source(whole: Researcher, tmp_path: Path) -> None:
    done = made(whole, tmp_path, quotes_only=True)
    assert column(done.path, "SELECT start FROM memo WHERE text = 'minnesordet'") == [None]
    assert column(done.path, "SELECT source_id FROM memo WHERE text = 'minnesordet'") == [1]
    assert column(done.path, "SELECT quote FROM memo WHERE text = 'vidkoden'") == ["Samverkan haltar"]
    assert column(done.path, "SELECT text FROM print_version") == ["Samarbetet haltar"]
    assert done.left_out.blanked_turns == 7


def test_the_project_is_left_as_it_was(whole: Researcher, tmp_path: Path) -> None:
    before = rows(whole, "SELECT count(*), max(id) FROM change")
    made(whole, tmp_path, quotes_only=True, without_memos=True)
    assert rows(whole, "SELECT count(*), max(id) FROM change") == before
    assert check_project(whole.project)[0].kind == "orphan"


def test_small_cells_refuse_the_copy(whole: Researcher, tmp_path: Path) -> None:
    with pytest.raises(NotShared, match="7 values and 6 combinations") as caught:
        share(whole, tmp_path / "kopia.qwb", SharingWishes(5))
    (reason,) = caught.value.reasons
    assert isinstance(reason, SmallCells)
    assert reason.anonymity.k == 1
    assert sorted(path.name for path in tmp_path.iterdir() if "kopia" in path.name) == []


def test_coarser_attributes_pass_the_guard(whole: Researcher, tmp_path: Path) -> None:
    rules = (rule_of("ålder: 30-39=trettio"), rule_of("yrke=-"))
    done = share(whole, tmp_path / "kopia.qwb", SharingWishes(5, coarsen=rules))
    assert (done.anonymity.k, done.anonymity.is_kept) == (6, True)
    assert [(one.values, one.left_out) for one in done.coarsened] == [(6, 0), (6, 6)]
    held = [
        json.loads(str(row)) for row in column(done.path, "SELECT attributes FROM participant ORDER BY id")
    ]
    assert held == [{}, *[{"ålder": "trettio"}] * 6]


def test_an_attribute_that_nothing_has_is_said(whole: Researcher, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="skostorlek"):
        made(whole, tmp_path, coarsen=(rule_of("skostorlek=-"),))
    assert not (tmp_path / "kopia.qwb").exists()


def test_an_original_in_the_copy_refuses_it(whole: Researcher, tmp_path: Path) -> None:
    with pytest.raises(NotShared, match=r"1 original is still in the copy: chefen\.") as caught:
        share(whole, tmp_path / "kopia.qwb", BARE, known("chefen", "Aldrigsagd"))
    (reason,) = caught.value.reasons
    assert isinstance(reason, OriginalsLeft)
    assert {leak.word for leak in reason.places} == {"chefen"}
    assert not (tmp_path / "kopia.qwb").exists()
    done = share(
        whole,
        tmp_path / "kopia.qwb",
        SharingWishes(5, quotes_only=True, allow_small_cells=True),
        known("chefen"),
    )
    assert (done.originals, list(done.found)) == (1, [])


def test_a_rehearsal_tells_the_same_and_writes_nothing(whole: Researcher, tmp_path: Path) -> None:
    wishes = SharingWishes(5, allow_small_cells=True, quotes_only=True)
    told = share(whole, tmp_path / "kopia.qwb", wishes, rehearse=True)
    assert not told.written
    assert not (tmp_path / "kopia.qwb").exists()
    done = share(whole, tmp_path / "kopia.qwb", wishes)
    assert (told.left_out, told.anonymity, told.codings) == (done.left_out, done.anonymity, done.codings)


def test_a_file_that_is_there_is_left_alone(whole: Researcher, tmp_path: Path) -> None:
    (tmp_path / "kopia.qwb").write_text("mine")
    with pytest.raises(UnusableProject):
        made(whole, tmp_path)
    assert (tmp_path / "kopia.qwb").read_text() == "mine"


def test_nothing_of_others_in_a_blind_round_leaves(whole: Researcher, tmp_path: Path) -> None:
    rounds.new_round(whole, "blind", blind=True)
    boel = Researcher(whole.project, "Boel", "blind")
    codings.apply(boel, quoted(boel, "Lokalen var kall."), ["boelskod"], create=True)
    done = made(whole, tmp_path, quotes_only=True)
    assert done.left_out.blind == ("blind",)
    assert "lokalen" not in everything_in(done.path)


def test_two_copies_are_alike(whole: Researcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("qualwb.store.splitting", "qualwb.acts.source_rows", "qualwb.acts.sharing.copying"):
        monkeypatch.setattr(f"{module}.now", lambda: "2026-01-01T00:00:00+00:00")
    wishes = SharingWishes(5, allow_small_cells=True, quotes_only=True, coders_as_numbers=True)
    first, second = (share(whole, tmp_path / f"{name}.qwb", wishes).path for name in "ab")
    assert first.read_bytes() == second.read_bytes()


def test_a_project_whose_names_were_not_replaced_has_no_pseudonymised_copy(
    whole: Researcher, tmp_path: Path
) -> None:
    with pytest.raises(QualwbError, match="No names were replaced"):
        made(whole, tmp_path, pseudonymised=True)


def test_a_copy_of_an_encrypted_project_is_encrypted_and_searched(whole: Researcher, tmp_path: Path) -> None:
    pytest.importorskip("sqlcipher3", reason="needs the extra 'encrypted'")
    whole.project.close()
    encrypt(whole.project.path, PASSPHRASE)
    with ProjectFile.open(whole.project.path) as project:
        karin = Researcher(project, "Karin")
        with pytest.raises(NotShared, match="chefen"):
            share(karin, tmp_path / "kopia.qwb", BARE, known("chefen"))
        done = share(karin, tmp_path / "kopia.qwb", BARE, known("Aldrigsagd"))
    assert is_encrypted(done.path)
    assert not any(b"SQLite format" in path.read_bytes() for path in tmp_path.glob("kopia*"))
