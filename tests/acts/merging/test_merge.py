"""Merging: what is matched, what is newer, what is in conflict and kept beside it, what comes back."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from qualwb.acts import (
    codes,
    codings,
    corrections,
    memos,
    people,
    privacy,
    questions,
    recordings,
    sources,
    summaries,
    themes,
    turn_borders,
)
from qualwb.acts.files import import_transcript
from qualwb.acts.merging.merge import Merged, merge, plan_merge
from qualwb.acts.passages import passage_at
from qualwb.acts.projects import check_project
from qualwb.acts.researcher import Researcher
from qualwb.acts.turn_times import stamp
from qualwb.analysis.change_rows import row_changes
from qualwb.errors import QualwbError
from qualwb.exchange.tables.merging import findings_in_words, tallies_in_words
from qualwb.model import Adjudication, FinishedCoding
from qualwb.store.errors import UnusableProject
from qualwb.store.open_project import ensure_coder, now
from qualwb.store.project_file import ProjectFile
from tests.conftest import transcript_of
from tests.states import one_act, rows
from tests.store.first_schema import first_schema_project

pytestmark = pytest.mark.file_only

Work = Callable[[Researcher], object]


class Pair:
    """A project and a copy of it, each with its coder."""

    def __init__(self, mine: Researcher, path: Path) -> None:
        self.mine, self.path = mine, path

    def there(self, *work: Work) -> None:
        """Let Björn work in the copy."""
        with ProjectFile.open(self.path) as project:
            for act in work:
                act(Researcher(project, "Björn"))

    def merge(self) -> Merged:
        """Merge the copy into the project; its file stays as it is."""
        before = self.path.read_bytes()
        done = merge(self.mine, self.path)
        assert self.path.read_bytes() == before
        assert [one for one in check_project(self.mine.project) if one.kind != "orphan"] == []
        again = merge(self.mine, self.path)
        assert (again.changes, again.conflicts, again.unplaced, again.backup) == (False, (), (), None)
        return done


@pytest.fixture
def pair(material: Researcher, tmp_path: Path) -> Pair:
    codes.create(material, "syfte", definition="Om syftet.")
    codes.create(material, "möten")
    code(material, 0, 20, "syfte")
    memos.write(material, "en tanke", target="code", name="syfte")
    path = tmp_path / "b.qwb"
    material.project.close()
    shutil.copy(material.project.path, path)
    return Pair(material, path)


def code(who: Researcher, start: int, end: int, *names: str) -> None:
    with who.project.reading() as connection:
        passage = passage_at(connection, "Intervju 1", start, end)
    codings.apply(who, passage, names, create=True)


def told(done: Merged, kind: str) -> tuple[int, ...]:
    (found,) = (one for one in done.tallies if one.kind == kind)
    return found.found, found.here, found.taken, found.changed, found.conflicts, found.orphans


def test_what_the_other_coder_did_comes_in_one_act(pair: Pair) -> None:
    pair.there(
        lambda who: code(who, 30, 50, "möten", "nytt"),
        lambda who: memos.write(who, "Björns tanke", target="code", name="nytt"),
        lambda who: themes.create(who, "Tema", codes=["syfte", "nytt"]),
    )
    code(pair.mine, 60, 80, "möten")
    with one_act(pair.mine, "project.merge"):
        done = merge(pair.mine, pair.path)
    assert told(done, "coding") == (3, 1, 2, 0, 0, 0)
    assert (done.conflicts, done.unplaced, done.acts) == ((), (), pair_acts(pair))
    assert done.codings == (("Björn", "1", 2),)
    assert "  Björn: 2 codings in round 1" in tallies_in_words(done)
    (summary,) = rows(pair.mine, "SELECT summary FROM change ORDER BY id DESC LIMIT 1")
    assert summary.endswith("Björn: 2 codings in round 1")
    assert done.backup is not None
    assert done.backup.exists()
    found = "SELECT c.name, k.quote, who.name, k.origin FROM coding k JOIN code c ON c.id = k.code_id"
    by = f"{found} JOIN coder who ON who.id = k.coder_id WHERE who.name = 'Björn' ORDER BY c.name"
    assert [row[0] for row in rows(pair.mine, by)] == ["möten", "nytt"]
    assert {row[3] for row in rows(pair.mine, by)} == {"manual"}


def pair_acts(pair: Pair) -> int:
    with ProjectFile.open(pair.path) as project:
        return project.revision()


def test_a_plan_writes_nothing(pair: Pair) -> None:
    pair.there(lambda who: code(who, 30, 50, "nytt"))
    revision, beside = pair.mine.project.revision(), sorted(pair.path.parent.glob("*.bak"))
    plan = plan_merge(pair.mine, pair.path)
    assert (told(plan, "code"), plan.changes, plan.backup) == ((3, 2, 1, 0, 0, 0), True, None)
    assert pair.mine.project.revision() == revision
    assert sorted(pair.path.parent.glob("*.bak")) == beside
    assert not list(pair.path.parent.glob("*.partial*"))


def test_what_one_side_changed_is_newer_and_no_conflict(pair: Pair) -> None:
    pair.there(
        lambda who: codes.rename(who, "syfte", "oklart syfte"),
        lambda who: codes.describe(who, "oklart syfte", definition="Om oklart syfte.", colour="#112233"),
        lambda who: codings.recode(who, [1], "möten"),
        lambda who: memos.rewrite(who, 1, "en tanke till"),
    )
    codes.describe(pair.mine, "möten", definition="Om mötena.")
    done = pair.merge()
    assert done.conflicts == ()
    assert rows(pair.mine, "SELECT name, definition FROM code ORDER BY id") == [
        ("oklart syfte", "Om oklart syfte."),
        ("möten", "Om mötena."),
    ]
    assert rows(pair.mine, "SELECT code_id FROM coding") == [2]
    assert rows(pair.mine, "SELECT text FROM memo") == ["en tanke till"]


def test_two_definitions_both_stay_with_their_authors(pair: Pair) -> None:
    pair.there(lambda who: codes.describe(who, "syfte", definition="Björns."))
    codes.describe(pair.mine, "syfte", definition="Karins längre regel.")
    (conflict,) = pair.merge().conflicts
    assert (conflict.kind, conflict.what, conflict.field) == ("code", "syfte", "definition")
    assert (conflict.kept, conflict.other) == ("Karins längre regel.", "Björns.")
    assert rows(pair.mine, "SELECT definition FROM code WHERE id = 1") == ["Karins längre regel."]
    kept = "SELECT m.text, c.name FROM memo m JOIN coder c ON c.id = m.coder_id WHERE m.code_id = 1"
    (memo,) = (row for row in rows(pair.mine, kept) if "Björns." in row[0])
    assert memo[1] == "Björn"


def test_a_conflict_that_was_settled_is_none_the_next_time(pair: Pair) -> None:
    pair.there(lambda who: codes.describe(who, "syfte", definition="Björns mycket längre definition."))
    codes.describe(pair.mine, "syfte", definition="Karins.")
    assert len(pair.merge().conflicts) == 1
    codes.describe(pair.mine, "syfte", definition="Karins.")
    assert merge(pair.mine, pair.path).changes is False
    assert rows(pair.mine, "SELECT definition FROM code WHERE id = 1") == ["Karins."]


def test_one_name_is_one_code_and_one_coding_in_one_place_is_one(pair: Pair) -> None:
    pair.there(
        lambda who: codes.create(who, "ledning", definition="Björns."),
        lambda who: code(Researcher(who.project, "Karin"), 30, 50, "ledning"),
    )
    codes.create(pair.mine, "Ledning", definition="Karins regel.")
    code(pair.mine, 30, 50, "Ledning")
    done = pair.merge()
    assert told(done, "code") == (3, 3, 0, 0, 2, 0)
    assert rows(pair.mine, "SELECT count(*) FROM code") == [3]
    assert rows(pair.mine, "SELECT count(*) FROM coding") == [2]
    assert {one.field for one in done.conflicts} == {"name", "definition"}


def test_two_new_codes_of_one_coding_both_stay(pair: Pair) -> None:
    pair.there(lambda who: codings.recode(who, [1], "möten"))
    codes.create(pair.mine, "tredje")
    codings.recode(pair.mine, [1], "tredje")
    (conflict,) = pair.merge().conflicts
    assert (conflict.kind, conflict.field) == ("coding", "place")
    found = "SELECT c.name, k.origin FROM coding k JOIN code c ON c.id = k.code_id ORDER BY k.origin"
    assert {name for name, _origin in rows(pair.mine, found)} == {"möten", "tredje"}
    assert [origin for _name, origin in rows(pair.mine, found)] == ["manual", "merge"]


def test_a_memo_that_both_rewrote_is_two_memos(pair: Pair) -> None:
    pair.there(lambda who: memos.rewrite(who, 1, "Björn skrev om"))
    memos.rewrite(pair.mine, 1, "Karin skrev om")
    assert len(pair.merge().conflicts) == 1
    assert sorted(rows(pair.mine, "SELECT text FROM memo")) == ["Björn skrev om", "Karin skrev om"]


def test_what_was_deleted_here_comes_back_and_is_told(pair: Pair) -> None:
    codes.delete(pair.mine, ["syfte"], "behövs inte")
    done = pair.merge()
    returned = {(one.kind, one.coder) for one in done.returned}
    assert returned == {("code", "Karin"), ("coding", "Karin"), ("memo", "Karin")}
    told = [line for line in findings_in_words(done) if "comes back" in line]
    assert [line.endswith("and comes back. (behövs inte)") for line in told] == [True] * 3
    (reason,) = rows(pair.mine, "SELECT reason FROM change WHERE act = 'project.merge'")
    line, coded = reason.split("\n")[1:]
    assert line.startswith("- code 'syfte' is back, which Karin deleted ")
    assert line.endswith(" – behövs inte")
    assert coded.startswith("- coding 'syfte, Intervju 1, turn ")
    (summary,) = rows(pair.mine, "SELECT summary FROM change WHERE act = 'project.merge'")
    assert "3 deletions here taken back" in summary
    assert "syfte" in rows(pair.mine, "SELECT name FROM code")


def test_what_went_with_a_code_and_is_in_no_copy_is_told_to_stay_away(pair: Pair) -> None:
    code(pair.mine, 40, 50, "syfte")  # after the copy was made
    codes.delete(pair.mine, ["syfte"])
    done = pair.merge()
    assert [one.left for one in done.returned if one.kind == "code"] == [1]
    told = "1 coding that went with it is in no copy and stays deleted"
    assert f"syfte: {told}." in findings_in_words(done)
    (reason,) = rows(pair.mine, "SELECT reason FROM change WHERE act = 'project.merge'")
    assert told in reason


def coded_with(who: Researcher) -> list[str]:
    said = "SELECT code.name || ': ' || coder.name || ' ' || start FROM coding, code, coder "
    return sorted(rows(who, said + "WHERE code.id = code_id AND coder.id = coder_id"))


def test_what_is_coded_there_with_a_code_that_was_merged_here_follows(pair: Pair) -> None:
    code(pair.mine, 0, 20, "möten")  # where the merged code stands too
    before = coded_with(pair.mine)
    pair.there(
        lambda who: codes.rename(who, "möten", "träffar"),
        lambda who: codes.describe(who, "träffar", definition="När de träffas."),
        lambda who: code(who, 40, 50, "träffar"),
        lambda who: memos.write(who, "träffarna?", target="code", name="träffar"),
        lambda who: themes.create(who, "Samling", codes=["träffar"]),
    )
    codes.merge(pair.mine, ["möten"], "syfte")
    assert coded_with(pair.mine) == ["syfte: Karin 0"]
    done = pair.merge()
    assert coded_with(pair.mine) == ["syfte: Björn 40", "syfte: Karin 0"]
    assert rows(pair.mine, "SELECT name FROM code") == ["syfte"]
    assert rows(pair.mine, "SELECT name FROM theme_code, code WHERE code.id = code_id") == ["syfte"]
    told = rows(pair.mine, "SELECT text FROM memo WHERE code_id IS NOT NULL ORDER BY text")
    kept = "Definition, not in use since projects were merged: När de träffas."
    assert pair.merge().followed == ()
    assert told == [kept, "en tanke", "träffarna?"]
    assert done.returned == ()
    assert [(one.what, one.into, one.coder) for one in done.followed] == [("träffar", "syfte", "Karin")]
    assert "code träffar was merged into 'syfte': what was coded with it follows (Karin, " in "\n".join(
        findings_in_words(done)
    )
    pair.mine.project.undo(coder=pair.mine.coder)
    pair.mine.project.undo(coder=pair.mine.coder)
    assert coded_with(pair.mine) == before


def test_what_is_coded_here_with_a_code_that_was_merged_there_follows(pair: Pair) -> None:
    code(pair.mine, 40, 50, "möten")
    codes.create(pair.mine, "under", parent="möten")
    pair.there(lambda who: codes.merge(who, ["möten"], "syfte"))
    done = pair.merge()
    assert coded_with(pair.mine) == ["syfte: Karin 0", "syfte: Karin 40"]
    assert rows(pair.mine, "SELECT coalesce(parent_id, '') || name FROM code ORDER BY name") == [
        "syfte",
        "1under",
    ]
    assert [one.what for one in done.followed] == ["möten"]


def test_a_merge_of_codes_that_was_undone_is_none(pair: Pair) -> None:
    pair.there(lambda who: code(who, 40, 50, "möten"))
    codes.merge(pair.mine, ["möten"], "syfte")
    pair.mine.project.undo(coder=pair.mine.coder)
    assert pair.merge().followed == ()
    assert coded_with(pair.mine) == ["möten: Björn 40", "syfte: Karin 0"]


def test_a_merge_of_codes_that_was_undone_does_not_count_wherever_else_it_is_known(pair: Pair) -> None:
    codes.merge(pair.mine, ["möten"], "syfte")
    pair.mine.project.close()
    shutil.copy(pair.mine.project.path, pair.path)  # Björn gets what is merged
    pair.mine.project.undo(coder=pair.mine.coder)
    code(pair.mine, 60, 70, "möten")
    pair.there(lambda who: code(who, 40, 50, "syfte"))
    assert pair.merge().followed == ()
    assert coded_with(pair.mine) == ["möten: Karin 60", "syfte: Björn 40", "syfte: Karin 0"]


def test_a_code_that_was_merged_once_and_deleted_afterwards_comes_back(pair: Pair) -> None:
    pair.there(lambda who: code(who, 40, 50, "möten"))
    codes.merge(pair.mine, ["möten"], "syfte")
    pair.mine.project.undo(coder=pair.mine.coder)
    codes.delete(pair.mine, ["möten"])
    assert pair.merge().followed == ()
    assert coded_with(pair.mine) == ["möten: Björn 40", "syfte: Karin 0"]


def test_a_new_code_of_the_name_of_a_merged_one_is_another(pair: Pair) -> None:
    pair.there(lambda who: code(who, 40, 50, "möten"))
    codes.merge(pair.mine, ["möten"], "syfte")
    code(pair.mine, 20, 30, "syfte")
    codes.create(pair.mine, "möten")
    assert [one.what for one in pair.merge().followed] == ["möten"]
    assert coded_with(pair.mine) == ["syfte: Björn 40", "syfte: Karin 0", "syfte: Karin 20"]


def test_a_copy_in_which_nothing_was_done_brings_nothing_back(pair: Pair) -> None:
    code(pair.mine, 20, 30, "möten", "syfte")
    pair.mine.project.close()
    shutil.copy(pair.mine.project.path, pair.path)
    codes.merge(pair.mine, ["möten"], "syfte")
    done = pair.merge()
    assert (done.changes, done.returned, done.codings) == (False, (), ())


def test_what_is_written_of_a_merged_code_fills_what_is_empty(pair: Pair) -> None:
    pair.there(lambda who: codes.describe(who, "möten", include="När de möts."))
    codes.merge(pair.mine, ["möten"], "syfte")
    assert pair.merge().conflicts == ()
    assert rows(pair.mine, "SELECT include FROM code WHERE name = 'syfte'") == ["När de möts."]


def test_codes_merged_each_into_the_other_become_the_one_made_first(pair: Pair) -> None:
    code(pair.mine, 40, 50, "möten")
    codes.merge(pair.mine, ["möten"], "syfte")
    pair.there(lambda who: codes.merge(who, ["syfte"], "möten"))
    (here,) = rows(pair.mine, "SELECT created_at || uid FROM code")
    with ProjectFile.open(pair.path) as project:
        (there,) = rows(Researcher(project, "Björn"), "SELECT created_at || uid FROM code")
    gone, kept = ("möten", "syfte") if here < there else ("syfte", "möten")
    done = pair.merge()
    assert rows(pair.mine, "SELECT name FROM code") == [kept]
    assert [(one.what, one.into) for one in done.followed] == [(gone, kept)]
    assert coded_with(pair.mine) == [f"{kept}: Karin 0", f"{kept}: Karin 40"]


def test_a_code_that_was_merged_long_ago_follows_in_a_third_project(pair: Pair, tmp_path: Path) -> None:
    third = tmp_path / "c.qwb"
    shutil.copy(pair.path, third)
    pair.there(lambda who: codes.merge(who, ["möten"], "syfte"))
    pair.merge()
    with ProjectFile.open(third) as project:
        code(Researcher(project, "Cia"), 40, 50, "möten")
    done = merge(pair.mine, third)
    assert coded_with(pair.mine) == ["syfte: Cia 40", "syfte: Karin 0"]
    told = "code möten was merged into 'syfte': what was coded with it follows."
    assert told in findings_in_words(done)


def test_a_recording_that_was_tied_anew_is_in_use_and_the_former_is_not_told(
    pair: Pair, tmp_path: Path
) -> None:
    files = [tmp_path / name for name in ("långt namn på den första inspelningen.ogg", "b.ogg")]
    for file in files:
        file.write_bytes(file.name.encode())
    recordings.tie(pair.mine, "Intervju 1", files[0])
    pair.mine.project.close()
    shutil.copy(pair.mine.project.path, pair.path)
    pair.there(lambda her: recordings.tie(her, "Intervju 1", files[1]))
    memos_before = rows(pair.mine, "SELECT text FROM memo")
    assert pair.merge().conflicts == ()
    assert recordings.find_file(pair.mine, "Intervju 1") == files[1]
    assert rows(pair.mine, "SELECT text FROM memo") == memos_before
    assert "inspelningen" not in str(rows(pair.mine, "SELECT summary FROM change"))


def test_two_recordings_that_nobody_knows_the_order_of_make_no_conflict(pair: Pair, tmp_path: Path) -> None:
    near, far = tmp_path / "a.ogg", tmp_path / "annan mapp" / "a.ogg"
    far.parent.mkdir()
    for file in (near, far):
        file.write_bytes(b"ljud")
    recordings.tie(pair.mine, "Intervju 1", near)
    pair.there(lambda her: recordings.tie(her, "Intervju 1", far))
    assert pair.merge().conflicts == ()
    assert recordings.find_file(pair.mine, "Intervju 1") in (near, far)


def test_a_turn_that_was_stamped_anew_has_its_newer_time(pair: Pair) -> None:
    stamp(pair.mine, "Intervju 1", 2, 12.0)
    stamp(pair.mine, "Intervju 1", 3, 30.0)
    pair.mine.project.close()
    shutil.copy(pair.mine.project.path, pair.path)
    stamp(pair.mine, "Intervju 1", 3, 33.0)
    pair.there(
        lambda her: stamp(her, "Intervju 1", 2, 15.0),
        lambda her: stamp(her, "Intervju 1", 4, 40.0),
    )
    assert pair.merge().conflicts == ()
    times = "SELECT number, time_start FROM turn WHERE time_start IS NOT NULL ORDER BY number"
    assert rows(pair.mine, times) == [(2, 15.0), (3, 33.0), (4, 40.0)]


def test_the_newer_text_is_taken_and_codings_follow(pair: Pair) -> None:
    pair.there(
        lambda who: corrections.replace(who, "Intervju 1", 0, 3, "Hurdan"),
        lambda who: code(who, 30, 50, "möten"),
    )
    code(pair.mine, 60, 80, "möten")
    words = rows(pair.mine, "SELECT quote FROM coding ORDER BY id DESC LIMIT 1")
    done = pair.merge()
    assert done.conflicts == ()
    assert rows(pair.mine, "SELECT start, quote FROM coding WHERE id = 2") == [(63, words[0])]
    assert rows(pair.mine, "SELECT count(*) FROM text_version") == [2]


def test_of_two_corrections_one_is_in_use_and_the_other_stays_a_version(pair: Pair) -> None:
    code(pair.mine, 25, 37, "möten")
    pair.there(
        lambda who: code(who, 4, 7, "möten"),
        lambda who: corrections.replace(who, "Intervju 1", 25, 33, "Sådant"),
    )
    corrections.replace(pair.mine, "Intervju 1", 4, 7, "")
    done = pair.merge()
    assert [(one.kind, one.field) for one in done.conflicts] == [("source", "text")]
    hashes = rows(pair.mine, "SELECT sha256 FROM text_version ORDER BY number")
    with ProjectFile.open(pair.path) as project:
        assert set(rows(Researcher(project, "x"), "SELECT sha256 FROM text_version")) <= set(hashes)


def test_corrections_that_are_not_in_use_are_told_and_kept_in_a_memo(pair: Pair) -> None:
    (text,) = rows(
        pair.mine,
        "SELECT text FROM text_content JOIN text_version USING (sha256) JOIN source"
        " ON source.id = source_id WHERE name = 'Intervju 1'",
    )
    at, same = text.index("otydligt"), text.index("papper")

    def there(who: Researcher) -> None:
        corrections.replace(who, "Intervju 1", same, same + 6, "blad")
        corrections.replace(who, "Intervju 1", at, at + 8, "oklart")

    pair.there(there)
    corrections.replace(pair.mine, "Intervju 1", same, same + 6, "blad")
    corrections.replace(pair.mine, "Intervju 1", 0, 3, "Hurdan")
    done = pair.merge()
    (told,) = done.conflicts
    assert told.kept == "the later correction, here"
    (memo,) = rows(pair.mine, "SELECT text FROM memo WHERE source_id IS NOT NULL AND start IS NULL")
    assert told.other in memo
    assert told.other.startswith("turn 2: ”")
    assert "otydligt. Ingen visste" in told.other
    assert "oklart. Ingen visste" in told.other
    assert "\n" not in told.other  # the other one is the same in both
    said = "\n".join(findings_in_words(done))
    assert "Intervju 1: the later correction, here is in use" in said
    assert f"\n  {told.other}" in said
    assert pair.merge().conflicts == ()


def test_where_names_were_replaced_in_one_copy_no_words_of_the_other_are_told(pair: Pair) -> None:
    corrections.replace(pair.mine, "Intervju 1", 0, 3, "Hurdan")
    pair.there(lambda who: corrections.replace(who, "Intervju 1", 25, 33, "Sådant"))
    with pair.mine.act("names.apply") as act:
        privacy.put(act, applied=[{"id": "1", "at": now()}])
    (told,) = pair.merge().conflicts
    assert told.other == "turn 1"


def test_the_journal_tells_by_how_much_passages_moved_and_not_how_far_aside_they_waited(pair: Pair) -> None:
    pair.there(lambda who: corrections.replace(who, "Intervju 1", 0, 3, "Hurdan"))
    pair.merge()
    with pair.mine.project.reading() as connection:
        number = connection.exec_driver_sql("SELECT max(id) FROM change").scalar_one()
        moved = [one for one in row_changes(connection, number) if one.happened == "moved"]
    steps = {int(by) for one in moved for _column, _before, by in one.fields}
    assert steps == {3}


def test_it_is_told_and_kept_who_corrected_a_text_there(pair: Pair) -> None:
    pair.there(lambda who: corrections.replace(who, "Intervju 1", 0, 3, "Hurdan"))
    planned = plan_merge(pair.mine, pair.path)
    (told,) = planned.corrected
    assert (told.source, told.coders) == ("Intervju 1", ("Björn",))
    at = tallies_in_words(planned).index("Björn: corrections in 'Intervju 1'")
    assert "→ ”Hurdan" in tallies_in_words(planned)[at + 1]
    assert pair.merge().corrected == planned.corrected
    (summary,) = rows(pair.mine, "SELECT summary FROM change WHERE act = 'project.merge'")
    assert summary.endswith("Björn: corrections in 'Intervju 1'")
    assert pair.merge().corrected == ()
    corrections.replace(pair.mine, "Intervju 1", 0, 3, "Vad")
    assert pair.merge().corrected == ()  # what stands here came after it


def test_what_was_done_to_codes_there_comes_along_once_with_its_reason(pair: Pair) -> None:
    code(pair.mine, 30, 50, "möten")
    pair.mine.project.close()
    shutil.copy(pair.mine.project.path, pair.path)
    codes.rename(pair.mine, "syfte", "mening", "här")
    pair.there(
        lambda who: codes.merge(who, ["möten"], "träffar", "samma sak"),
        lambda who: codes.move(who, ["syfte"], "träffar"),
        lambda who: who.project.undo(coder="Björn"),
    )
    done = pair.merge()
    (line,) = done.done_there
    assert "Björn: merge codes" in line
    assert line.endswith("– samma sak")
    assert [(one.coder, one.code, one.becomes, one.codings) for one in done.recoded] == [
        ("Karin", "möten", "träffar", 1)
    ]
    assert any("stands with the merge" in said for said in findings_in_words(done))
    (reason,) = rows(pair.mine, "SELECT reason FROM change WHERE act = 'project.merge'")
    assert reason.split("\n")[1:] == [f"- {line}"]
    pair.mine.project.undo(coder="Karin")
    assert pair.merge().done_there == (line,)
    pair.there(lambda who: codes.move(who, ["syfte"], "träffar", "hör\ndit"))
    (line,) = pair.merge().done_there
    assert line.endswith("– hör dit")
    assert pair.merge().done_there == ()


def test_the_code_that_a_merge_brought_keeps_its_name_in_the_journal_when_undone(pair: Pair) -> None:
    pair.there(lambda who: codes.merge(who, ["syfte"], "mål"))
    pair.merge()
    (number,) = rows(pair.mine, "SELECT max(id) FROM change")

    def names() -> set[str]:
        with pair.mine.project.reading() as connection:
            told_rows = row_changes(connection, number)
        return {after for one in told_rows for column, _was, after in one.fields if column == "code_id"}

    assert names() == {"mål"}
    pair.mine.project.undo(coder="Karin")
    assert names() == {"mål"}


def test_a_passage_without_a_place_is_an_orphan_that_is_listed(pair: Pair) -> None:
    pair.there(lambda who: code(who, 29, 37, "möten"))
    corrections.replace(pair.mine, "Intervju 1", 25, 45, "")
    done = pair.merge()
    assert [(one.kind, one.quote) for one in done.unplaced] == [("coding", "var otyd")]
    assert rows(pair.mine, "SELECT count(*) FROM coding WHERE orphaned_from IS NOT NULL") == [1]


def test_a_source_imported_twice_is_matched_by_its_text(pair: Pair) -> None:
    talk = transcript_of((("Eva", "Vi såg regnet hela vägen hem."),))
    pair.there(lambda who: import_transcript(who, talk, name="Intervju två", group="Grupp 2"))
    import_transcript(pair.mine, talk, name="Intervju 2", group="Grupp 2")
    done = pair.merge()
    assert rows(pair.mine, "SELECT count(*) FROM source") == [2]
    assert [(one.kind, one.field) for one in done.conflicts] == [("source", "name")]


def test_summaries_of_one_cell_both_stay(pair: Pair) -> None:
    themes.create(pair.mine, "Tema")
    summaries.set_summary(pair.mine, "Tema", "Grupp 1", "Karins ord.")
    pair.there(
        lambda who: themes.create(who, "Tema"),
        lambda who: summaries.set_summary(who, "Tema", "Grupp 1", "Björns ord."),
    )
    pair.merge()
    texts = rows(pair.mine, "SELECT text FROM summary UNION ALL SELECT text FROM memo")
    assert all(any(words in text for text in texts) for words in ("Karins ord.", "Björns ord."))


def test_people_and_groups_keep_what_both_say_of_them(pair: Pair) -> None:
    pair.there(
        lambda who: sources.describe_group(who, "Grupp 1", kommun="Borås", år=2010),
        lambda who: people.describe_participant(who, "Grupp 1", "Åsa", ålder="45"),
    )
    sources.describe_group(pair.mine, "Grupp 1", kommun="Kalmar")
    (conflict,) = pair.merge().conflicts
    assert (conflict.field, {conflict.kept, conflict.other}) == ("kommun", {"Borås", "Kalmar"})
    (attributes,) = rows(pair.mine, "SELECT attributes FROM focus_group")
    assert "2010" in attributes
    assert '"45"' in rows(pair.mine, "SELECT attributes FROM participant WHERE alias = 'Åsa'")[0]


def test_trees_that_would_bite_their_tails_are_put_right(pair: Pair) -> None:
    pair.there(lambda who: codes.move(who, ["syfte"], "möten"))
    codes.move(pair.mine, ["möten"], "syfte")
    done = pair.merge()
    assert [one.field for one in done.conflicts] == ["parent_id"]


def test_an_older_file_is_merged_from_a_copy(material: Researcher, tmp_path: Path) -> None:
    old = first_schema_project(tmp_path)
    before = old.read_bytes()
    done = merge(material, old)
    assert told(done, "coding")[2] > 0
    assert old.read_bytes() == before
    assert check_project(material.project) == []


def test_what_is_no_other_project_is_refused(pair: Pair, tmp_path: Path) -> None:
    with pytest.raises(QualwbError, match="the project itself"):
        merge(pair.mine, pair.mine.project.path)
    (tmp_path / "text.qwb").write_text("hej")
    for name, said in (("text.qwb", "not a qualwb project"), ("ingen.qwb", "no such project")):
        with pytest.raises(UnusableProject, match=said):
            merge(pair.mine, tmp_path / name)
    assert pair.mine.project.revision() == 5


def test_a_damaged_project_is_refused_by_its_own_name(pair: Pair) -> None:
    raw = sqlite3.connect(pair.path)
    raw.execute("DELETE FROM code WHERE name = 'syfte'")
    raw.commit()
    raw.close()
    with pytest.raises(UnusableProject, match=r"b\.qwb: the project does not pass its check"):
        merge(pair.mine, pair.path)
    assert not list(pair.path.parent.glob("*.partial*"))
    shutil.copy(pair.mine.project.path, pair.path)
    pair.path.write_bytes(pair.path.read_bytes()[:9000])
    with pytest.raises(UnusableProject, match=r"b\.qwb"):
        merge(pair.mine, pair.path)


def test_what_rests_on_codings_rests_on_them_here(pair: Pair) -> None:
    pair.there(lambda who: code(who, 30, 50, "möten"), adjudicate)
    code(pair.mine, 60, 80, "möten")
    done = pair.merge()
    assert (told(done, "adjudication"), told(done, "finished_coding")) == ((1, 0, 1, 0, 0, 0),) * 2
    (codings_,) = rows(pair.mine, "SELECT codings FROM adjudication")
    words = f"SELECT quote FROM coding WHERE id IN ({codings_.strip('[]')}) ORDER BY start"
    assert rows(pair.mine, words) == rows(
        pair.mine, "SELECT quote FROM coding WHERE start < 60 ORDER BY start"
    )


def adjudicate(who: Researcher) -> None:
    with who.act("adjudicate") as act:
        coder, finished = ensure_coder(act, who.coder), {"finished_at": now(), "source_id": 1, "round_id": 1}
        act.insert(FinishedCoding, coder_id=coder, **finished)
        act.insert(
            Adjudication,
            **{"source_id": 1, "round_id": 1, "codings": [1, 2], "outcome": "both", "reason": "båda"},
            **{"coder_id": coder, "decided_at": now()},
        )


def test_turns_joined_or_placed_in_one_copy_are_so_here(pair: Pair) -> None:
    pair.there(
        lambda who: turn_borders.join_turns(who, "Intervju 1", 2),
        lambda who: questions.place(who, "Intervju 1", {1: "Början"}, create=True),
        lambda who: people.rename_speaker(who, "Intervju 1", "Flera", "Alla"),
    )
    done = pair.merge()
    assert done.conflicts == ()
    assert rows(pair.mine, "SELECT count(*) FROM turn WHERE question_id IS NOT NULL") == [4]
    assert rows(pair.mine, "SELECT label FROM speaker ORDER BY id")[-1] == "Alla"
