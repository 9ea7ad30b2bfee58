"""Names given back by the key, byte for byte where nothing was changed since."""

import json
import stat
from pathlib import Path

import pytest

from qualwb.acts import corrections, memos, people, privacy
from qualwb.acts.pseudonyms.key_file import KeyFile
from qualwb.acts.pseudonyms.replacing import apply
from qualwb.acts.pseudonyms.restoring import NothingToRestore, restore, restore_copy
from qualwb.acts.researcher import Researcher
from qualwb.store.check import check
from qualwb.store.errors import UnusableProject
from qualwb.store.project_file import ProjectFile
from qualwb.store.texts import current_texts
from tests.acts.pseudonyms.hand_made import PASSPHRASE, dump, entities, new_key, replaced, study

JOURNAL = ("change", "text_content", "text_version", "name_verdict")


@pytest.fixture
def named(researcher: Researcher) -> Researcher:
    study(researcher)
    return researcher


def text(researcher: Researcher) -> str:
    with researcher.project.reading() as connection:
        (found,) = current_texts(connection).values()
    return found


def test_everything_comes_back_as_it_was(named: Researcher) -> None:
    before = dump(named.project, without=JOURNAL)
    restored = restore(named, replaced(named))
    assert dump(named.project, without=JOURNAL) == before
    assert (restored.left, restored.texts) == ((), 1)
    assert check(named.project) == []
    with named.project.reading() as connection:
        assert privacy.applied(connection) == []


def test_as_many_places_are_given_back_as_were_replaced(named: Researcher) -> None:
    key = new_key(named.project)
    with named.project.reading() as connection:
        found = entities(connection)
    done = apply(named, found, key)
    back = restore(named, KeyFile.open(key.path, PASSPHRASE))
    assert (back.places, back.text_places) == (done.places, done.text_places)
    assert (back.texts, back.columns) == (done.sources, done.columns)
    assert done.places > done.text_places > 0


def test_it_can_be_undone(named: Researcher) -> None:
    key = replaced(named)
    after = dump(named.project)
    restore(named, key)
    named.project.undo(coder="Karin")
    assert dump(named.project) == after


def test_what_was_corrected_since_is_told_and_the_rest_comes_back(named: Researcher) -> None:
    key = replaced(named)
    at = text(named).index("Tranås är")
    corrections.replace(named, "Intervju Sara Ek", at, at + 6, "staden")
    corrections.replace(named, "Intervju Sara Ek", 0, 0, "Nå. ")
    people.rename_participant(named, "Tranås 1", "Sara", "Sara (ny)")
    memos.rewrite(named, 1, "Något annat")
    restored = restore(named, key)
    assert text(named) == (
        "Nå. Vem träffade du, Anna?\n"
        "Jag träffade Anna Bergs mamma i Eksjö, staden är litet. Ring 070-123 45 67 sa hon.\n"
        "Annas mamma är eh snäll 👩‍👩‍👧, en berg av snällhet.\n"
        "Tack Anna Berg. Berg var ordet."
    )
    left = [(one.where, one.original, one.alias) for one in restored.left]
    assert ("Intervju Sara Ek", "Eksjö", "Tranås") in left
    assert ("memo 1, text", "Anna Berg", "Sara Ek") in left
    assert "Anna (ny)" in json.dumps(dump(named.project), ensure_ascii=False)
    assert check(named.project) == []


def test_names_replaced_in_two_steps_come_back(named: Researcher) -> None:
    before = dump(named.project, without=JOURNAL)["text"]
    key = new_key(named.project)
    with named.project.reading() as connection:
        found = entities(connection, {"Anna Berg": "Sara Ek", "Anna": "Sara"})
    key = replaced(named, found, key)
    corrections.replace(named, "Intervju Sara Ek", 0, 3, "Vilken")
    with named.project.reading() as connection:
        found = entities(connection, {"Eksjö": "Tranås", "Berg": "Ek"})
    restored = restore(named, replaced(named, found, key))
    assert restored.left == ()
    assert text(named) == before[0][1].replace("Vem", "Vilken")


@pytest.mark.file_only
def test_a_copy_is_given_back_and_the_project_stays(named: Researcher, tmp_path: Path) -> None:
    before = text(named)
    key = replaced(named)
    after = dump(named.project, without=())
    target = tmp_path / "öppen.qwb"
    restore_copy(named, key, target)
    assert dump(named.project, without=()) == after
    with ProjectFile.open(target) as copy, copy.reading() as connection:
        assert list(current_texts(connection).values()) == [before]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with pytest.raises(UnusableProject, match="exists already"):
        restore_copy(named, key, target)
    assert sorted(path.suffix for path in tmp_path.iterdir() if "öppen" in path.name) == [".qwb"]


def test_a_key_that_replaced_nothing_here_is_refused(named: Researcher) -> None:
    key = replaced(named)
    named.project.undo(coder="Karin")
    with pytest.raises(NothingToRestore):
        restore(named, key)
