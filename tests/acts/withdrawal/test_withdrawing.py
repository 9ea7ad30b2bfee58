"""A withdrawal: what goes, what stays, and that no byte is left of it."""

import json
import shutil
from pathlib import Path

import pytest

from qualwb.acts import adjudications, codes, codings, corrections, people, projects
from qualwb.acts.adjudications import Outcome, Verdict
from qualwb.acts.encrypting import decrypt
from qualwb.acts.files import import_transcript
from qualwb.acts.merging.merge import merge
from qualwb.acts.researcher import Researcher
from qualwb.acts.withdrawal import withdrawing
from qualwb.analysis.agreement.compared import choose_compared
from qualwb.analysis.agreement.disagreements import disagreements
from qualwb.analysis.log import log_entries
from qualwb.errors import QualwbError
from qualwb.language import cache
from qualwb.model import NameVerdict
from qualwb.store.check import check
from qualwb.store.engines.keys import KEYS
from qualwb.store.errors import FinalChange, NotFound
from qualwb.store.open_project import ensure_coder, now
from qualwb.store.project_file import ProjectFile
from qualwb.store.search import refresh_index
from tests.acts.withdrawal.worked_on import ELSEWHERE, HERS, OTHERS, SECOND, TALK, words_of, work_on
from tests.conftest import transcript_of
from tests.encrypted import PASSPHRASE, encrypted_engine
from tests.states import rows, state
from tests.withdrawn_bytes import found_in

pytestmark = pytest.mark.file_only

BY_OTHERS = [words for talk in (TALK, SECOND, ELSEWHERE) for _who, words in talk if words not in HERS]
QUOTES = "SELECT quote FROM coding ORDER BY id"
MARK = "[utgått]"


@pytest.fixture
def worked_on(researcher: Researcher) -> Researcher:
    work_on(researcher)
    return researcher


def withdraw(researcher: Researcher, *, mentions: bool = False) -> withdrawing.Withdrawn:
    done, finished = withdrawing.withdraw(
        researcher, "Åsa", "Grupp 1", reason="Bad om det.", mentions=mentions
    )
    assert finished
    return done


def said(researcher: Researcher, source: str) -> list[tuple[str, str]]:
    """Label and words of each turn."""
    return rows(
        researcher,
        f"""SELECT label, substr(text, start + 1, "end" - start) FROM turn
        JOIN speaker ON speaker.id = speaker_id JOIN source ON source.id = turn.source_id
        JOIN text_version ON text_version.source_id = source.id JOIN text_content USING (sha256)
        WHERE source.name = '{source}' AND text_version.number =
            (SELECT max(number) FROM text_version WHERE source_id = source.id)
        ORDER BY turn.number""",
    )


def beside(researcher: Researcher) -> list[Path]:
    researcher.project.close()
    return [*researcher.project.path.parent.iterdir(), *cache.folder().glob("*")]


def test_the_dialogue_of_the_others_stands(worked_on: Researcher) -> None:
    before = rows(worked_on, "SELECT id, number, question_id, time_start FROM turn ORDER BY id")
    withdraw(worked_on)
    assert said(worked_on, "Intervju 1") == [
        ("Moderator", "Men hur var det hos er?"),
        ("utgått 1", MARK),
        ("Björn", OTHERS[1]),
        ("utgått 1", MARK),
        ("Cia", OTHERS[2]),
        ("utgått 1", MARK),
        ("Björn", OTHERS[3]),
    ]
    assert said(worked_on, "Intervju 2")[1] == ("utgått 1", MARK)
    assert said(worked_on, "Intervju 3") == list(ELSEWHERE)
    assert rows(worked_on, "SELECT id, number, question_id, time_start FROM turn ORDER BY id") == before
    assert check(worked_on.project) == []


def test_what_rests_on_their_words_goes_and_no_more(worked_on: Researcher) -> None:
    done = withdraw(worked_on)
    assert rows(worked_on, QUOTES) == [
        "Jag minns inte det som Åsa säger",
        "vi hade ett eget skåp",
        "han var snäll mot oss",
    ]
    assert rows(worked_on, "SELECT text FROM memo ORDER BY id") == [
        f"Tänk på: {MARK}. Är det så?",
        "Åsa pratar mest i början.",
    ]
    assert rows(worked_on, "SELECT text, codings FROM summary") == [("Någon höll i dem.", "[]")]
    assert rows(worked_on, "SELECT count(*) FROM print_version") == [0]
    assert rows(worked_on, "SELECT count(*) FROM suggestion_event") == [0]
    assert rows(
        worked_on, "SELECT name, examples, definition FROM code WHERE name <> 'skåp' ORDER BY id"
    ) == [
        ("makt", f"”{MARK}.”", "När någon annan håller i nyckeln."),
        ("minne", "", ""),
        (f"In vivo: {MARK}", "", ""),
        ("lås", "", ""),
    ]
    assert rows(worked_on, "SELECT alias, role, attributes FROM participant WHERE alias LIKE 'utgått%'") == [
        ("utgått 1", "participant", "{}")
    ]
    assert (done.turns, done.codings, done.notes, done.summaries, done.attributes) == (4, 3, 1, 1, 1)
    assert done.hidden
    assert (done.mentions_left, done.quoted) == (3, 4)


def test_no_byte_of_it_is_left(worked_on: Researcher) -> None:
    folder = worked_on.project.path.parent
    cache.folder().mkdir(parents=True, exist_ok=True)
    (cache.folder() / "a.json").write_text(HERS[0], encoding="utf-8")
    assert {name for name, _run in found_in(beside(worked_on), HERS, BY_OTHERS)} >= {
        worked_on.project.path.name,
        "a.json",
        *(path.name for path in folder.glob("*.bak")),
    }
    done = withdraw(worked_on)
    assert len(done.copies) == 2
    assert found_in(beside(worked_on), HERS, BY_OTHERS) == []
    assert [path.name for path in folder.iterdir() if path.is_file()] == [worked_on.project.path.name]
    for words in ("Vetlanda", "nycklarna", "undersköterska", "dröjer på svaret"):
        assert words.encode() not in worked_on.project.path.read_bytes()


def test_it_is_final(worked_on: Researcher) -> None:
    withdraw(worked_on)
    after = state(worked_on.project)
    with pytest.raises(FinalChange):
        worked_on.project.undo(coder="Karin")
    with pytest.raises(QualwbError, match="has withdrawn already"):
        withdrawing.outlook(worked_on, "utgått 1")
    with pytest.raises(NotFound):
        withdrawing.outlook(worked_on, "Åsa", "Grupp 1")
    assert state(worked_on.project) == after
    passage = words_of(worked_on, "Intervju 3", "inget skåp alls")
    codings.apply(worked_on, passage, ["skåp"])
    worked_on.project.undo(coder="Karin")
    with pytest.raises(FinalChange):
        worked_on.project.undo(coder="Karin")


def test_the_log_tells_of_it_without_the_name(worked_on: Researcher) -> None:
    done, _finished = withdrawing.withdraw(
        worked_on, "Grupp 1/Åsa", reason="Åsa skrev: " + HERS[0], mentions=True
    )
    assert done.reason == f"utgått 1 skrev: {MARK}."
    with worked_on.project.reading_whole() as connection:
        entries = log_entries(connection)
    told = "\n".join(f"{one.summary} {one.reason}" for one in entries)
    assert "dröjer på svaret" not in told
    assert "Tänk på: [utgått]" in told
    assert not [line for line in told.splitlines() if "Åsa" in line and "Grupp 2" not in line]
    assert next(one for one in entries if one.act == "participant.withdraw").reason == done.reason


def test_the_name_is_reported_and_blanked_when_asked(worked_on: Researcher) -> None:
    seen = withdrawing.outlook(worked_on, "Åsa", "Grupp 1")
    assert [(one.where, one.count) for one in seen.mentions] == [
        ("Intervju 1, turns 3, 5", 2),
    ]
    assert seen.cells == (("Nycklar", "Grupp 1"),)
    withdraw(worked_on, mentions=True)
    assert said(worked_on, "Intervju 1")[2] == ("Björn", OTHERS[1].replace("Åsa", MARK))
    assert said(worked_on, "Intervju 1")[4] == ("Cia", OTHERS[2].replace("Åsas", MARK))
    assert said(worked_on, "Intervju 3") == list(ELSEWHERE)
    assert "Jag minns inte det som [utgått] säger" in rows(worked_on, QUOTES)
    assert check(worked_on.project) == []


def test_a_name_that_nobody_shares_is_in_no_byte_when_asked(worked_on: Researcher) -> None:
    people.rename_participant(worked_on, "Grupp 1", "Cia", "Cecilia-Anna")
    people.rename_speaker(worked_on, "Intervju 1", "Cia", "Cecilia-Anna")
    import_transcript(worked_on, transcript_of((("X", "Cecilia-Annas bil."),)), name="Sist", group="Grupp 3")
    done, finished = withdrawing.withdraw(worked_on, "Cecilia-Anna", reason="Brev.", mentions=True)
    assert finished
    assert (done.named, done.mentions_left) == (0, 0)
    content = worked_on.project.path.read_bytes()
    assert [name for name in ("Cecilia", "Cia") if name.encode() in content] == []
    assert said(worked_on, "Sist") == [("X", f"{MARK} bil.")]
    assert said(worked_on, "Intervju 1")[1] == ("Åsa", HERS[0])


def test_the_name_is_blanked_in_capitals_and_in_what_is_kept_of_it(researcher: Researcher) -> None:
    talk = (("Moderator", "SIXTENS bil, sa SIXTEN. En sixten."), ("Sixten", "Jag kom dit först av alla."))
    import_transcript(researcher, transcript_of(talk), name="Sixten 1", group="Sixtens grupp")
    done, _finished = withdrawing.withdraw(researcher, "Sixten", reason="Brev.", mentions=True)
    assert said(researcher, done.sources[0].source)[0][1] == f"{MARK} bil, sa {MARK}. En sixten."
    assert done.group == rows(researcher, "SELECT name FROM focus_group")[0]
    content = researcher.project.path.read_bytes()
    assert [name for name in ("Sixten", "SIXTEN") if name.encode() in content] == []
    with pytest.raises(QualwbError, match="has withdrawn already"):
        withdrawing.outlook(researcher, done.alias)


def test_two_withdraw_one_after_the_other(worked_on: Researcher) -> None:
    withdraw(worked_on)
    done, _finished = withdrawing.withdraw(worked_on, "Björn", reason="Också.")
    assert done.alias == "utgått 2"
    theirs = [words for who, words in (*TALK, *SECOND) if who == "Björn"]
    assert found_in(beside(worked_on), [*HERS, *theirs], [OTHERS[0], OTHERS[2]]) == []
    assert check(worked_on.project) == []
    with worked_on.project.reading() as connection:
        assert [one.alias for one in withdrawing.withdrawals(connection)] == ["utgått 1", "utgått 2"]


def test_what_is_looked_at_changes_nothing(worked_on: Researcher) -> None:
    before, content = state(worked_on.project), sorted(p.name for p in beside(worked_on))
    seen = withdrawing.outlook(worked_on, "Åsa", "Grupp 1")
    assert state(worked_on.project) == before
    assert sorted(p.name for p in beside(worked_on)) == content
    assert {copy.path.name for copy in seen.copies} <= set(content)


def test_it_asks_for_a_reason_and_for_the_group(worked_on: Researcher) -> None:
    for alias, group, reason in (("Åsa", None, "ja"), ("Åsa", "Grupp 1", " "), ("Ingen", None, "ja")):
        with pytest.raises(QualwbError):
            withdrawing.withdraw(worked_on, alias, group, reason=reason)


def test_search_finds_what_is_left(worked_on: Researcher) -> None:
    withdraw(worked_on)
    assert refresh_index(worked_on.project) == 0
    for word, n in (("vaktmästaren", 0), ("källaren", 1)):
        assert rows(worked_on, f"SELECT count(*) FROM turn_index WHERE turn_index MATCH '{word}'") == [n]


def test_a_project_that_holds_it_still_is_not_merged(worked_on: Researcher, tmp_path: Path) -> None:
    worked_on.project.close()
    older = tmp_path / "mapp" / "gammal.qwb"
    older.parent.mkdir()
    shutil.copy(worked_on.project.path, older)
    withdraw(worked_on)
    with pytest.raises(QualwbError, match="withdrawn"):
        merge(worked_on, older)
    with ProjectFile.open(older) as project:
        other = Researcher(project, "Bo")
        with pytest.raises(QualwbError, match="withdrawn"):
            merge(other, worked_on.project.path)
        withdraw(other)
    assert merge(worked_on, older).conflicts == ()
    assert found_in([worked_on.project.path], HERS, BY_OTHERS) == []


def test_from_an_encrypted_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(KEYS, "ask", lambda _path: PASSPHRASE)
    path = tmp_path / "hemlig.qwb"
    with ProjectFile.create(path, engine=encrypted_engine()) as project:
        work_on(Researcher(project, "Karin"))
        backups = sorted(tmp_path.glob("*.bak"))
        done = withdraw(Researcher(project, "Karin"))
        assert sorted(done.copies) == [backup.name for backup in backups]
        assert check(project) == []
    assert list(tmp_path.iterdir()) == [path]
    decrypt(path)
    assert found_in([path], HERS, BY_OTHERS) == []
    assert OTHERS[1].encode() in path.read_bytes()


def test_who_said_nothing_leaves_no_attribute_in_a_backup(worked_on: Researcher) -> None:
    cia = "SELECT id FROM participant WHERE alias = 'Cia'"
    (key,) = rows(worked_on, cia)
    people.set_turn_speaker(worked_on, "Intervju 1", [5], "Björn")
    backup = projects.back_up(worked_on.project)
    for trace in worked_on.project.path.parent.glob("*.bak"):
        if trace != backup:
            trace.unlink()
    done, _finished = withdrawing.withdraw(worked_on, "Cia", reason="Brev.")
    assert (done.turns, done.copies) == (0, (backup.name,))
    assert not backup.exists()
    assert rows(worked_on, f"SELECT alias FROM participant WHERE id = {key}") == ["utgått 1"]
    assert said(worked_on, "Intervju 1")[4] == ("Björn", OTHERS[2])


def test_a_label_that_is_a_number_is_no_name_in_texts(researcher: Researcher) -> None:
    talk = (("1", "Vi var 1 av 10 som gick dit den dagen, och det regnade."), ("2", "Ja, 1 gång."))
    import_transcript(researcher, transcript_of(talk), name="Intervju 1", group="Grupp 1")
    people.describe_participant(researcher, "Grupp 1", "1", ålder=40)
    done, _finished = withdrawing.withdraw(researcher, "1", reason="Brev.", mentions=True)
    assert said(researcher, "Intervju 1") == [("utgått 1", MARK), ("2", "Ja, 1 gång.")]
    (report,) = rows(researcher, "SELECT import_report FROM source")
    assert [one["label"] for one in json.loads(report)["speakers"]] == ["utgått 1", "2"]
    assert "Grupp 1" in rows(researcher, "SELECT summary FROM change WHERE act = 'participant.describe'")[0]
    assert done.mentions_left == 0


def test_passages_without_a_place_go_by_where_they_stood(worked_on: Researcher) -> None:
    for quote in ("vaktmästaren på tisdagen", f"efter.\n{OTHERS[2][:9]}", "min chef också"):
        codings.apply(worked_on, words_of(worked_on, "Intervju 1", quote), ["makt"])
    for words, new in ((HERS[1], "Dom frågade aldrig."), (OTHERS[2], "Nja.")):
        passage = words_of(worked_on, "Intervju 1", words)
        corrections.replace(worked_on, "Intervju 1", passage.start, passage.end, new)
    orphans = "SELECT quote FROM coding WHERE orphaned_from IS NOT NULL ORDER BY id"
    assert rows(worked_on, orphans) == [
        "han var snäll mot oss",
        "vaktmästaren på tisdagen",
        f"\n{OTHERS[2][:9]}",
        "min chef också",
    ]
    withdraw(worked_on)
    assert rows(worked_on, orphans) == ["han var snäll mot oss", f"\n{OTHERS[2][:9]}", "min chef också"]
    assert said(worked_on, "Intervju 1")[3:5] == [("utgått 1", MARK), ("Cia", "Nja.")]
    assert [one for one in check(worked_on.project) if one.kind != "orphan"] == []
    assert found_in(beside(worked_on), HERS, BY_OTHERS) == []


def test_decisions_on_names_that_they_alone_said_go(worked_on: Researcher) -> None:
    place = words_of(worked_on, "Intervju 2", "Vetlanda")
    with worked_on.act("names.decide") as act:
        coder = {"coder_id": ensure_coder(act, "Karin"), "decided_at": now()}
        for kind, name, alias in (
            ("place", "Vetlanda", "Ort 1"),
            ("person", "Björn", "Bo"),
            ("person", "Anna-Karin", "Cia"),
        ):
            act.insert(NameVerdict, kind=kind, name=name, alias=alias, verdict="replace", **coder)
        where = {"source_id": place.source_id, "start": place.start, "end": place.end, "quote": place.text}
        act.insert(NameVerdict, kind="place", name="Vetlanda", verdict="keep", **where, **coder)
    assert withdraw(worked_on).verdicts == 2
    names = "SELECT name FROM name_verdict ORDER BY id"
    assert rows(worked_on, names) == ["Björn", "Anna-Karin"]
    assert b"Vetlanda" not in worked_on.project.path.read_bytes()
    withdrawing.withdraw(worked_on, "Cia", reason="Brev.")
    assert rows(worked_on, names) == ["Björn"]
    assert check(worked_on.project) == []


def test_a_decision_on_their_words_goes(worked_on: Researcher) -> None:
    with worked_on.project.reading() as connection:
        found = disagreements(connection, choose_compared(connection, ["Karin", "Bo"], "1")).found
    theirs = next(one for one in found if "nycklarna" in one.quote)
    others = next(one for one in found if "snäll" in one.quote)
    for one in (theirs, others):
        adjudications.decide(worked_on, one.seen, Verdict(Outcome.NEITHER, reason="nej"), "konsensus")
    withdraw(worked_on)
    assert rows(worked_on, "SELECT count(*) FROM adjudication") == [1]
    assert check(worked_on.project) == []


def test_the_log_names_nobody_in_small_letters_either(researcher: Researcher) -> None:
    """As the reasons that the program writes: words of passages in base form."""
    talk = (("Katarina", "Så var det."), ("Björn", "Katarina ville inte."))
    import_transcript(researcher, transcript_of(talk), name="Intervju 1", group="Grupp 1")
    codes.create(researcher, "hinder")
    for alias in ("Katarina", "Björn"):
        codes.describe(
            researcher, "hinder", definition=alias, reason="shared words: katarina, katarinas, björn, kök"
        )
        withdrawing.withdraw(researcher, alias, "Grupp 1", reason="Bad om det.")
    assert "shared words: utgått 1, utgått 1, björn, kök" in rows(researcher, "SELECT reason FROM change")
