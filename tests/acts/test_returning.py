"""A project that comes back: what another program could not tell stays, what a person edited is taken."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qualwb.acts.demo import make_demo
from qualwb.acts.portable_state import portable_project
from qualwb.acts.receiving import Incoming, Received, receive
from qualwb.acts.researcher import Researcher
from qualwb.acts.rounds import new_round
from qualwb.exchange.refi.project_file import write_refi
from qualwb.exchange.refi.project_reader import read_refi
from qualwb.exchange.refi.targets import TARGETS
from qualwb.exchange.refi.wishes import ExportWishes
from qualwb.portable.arrival import Wishes
from qualwb.portable.records import PortableProject
from qualwb.store.project_file import ProjectFile

pytestmark = pytest.mark.file_only


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Researcher]:
    """The bundled study: three coders, three rounds, key quotes, speakers, memos."""
    make_demo(tmp_path / "studie.qwb")
    with ProjectFile.open(tmp_path / "studie.qwb") as project:
        yield Researcher(project, "KL")


def told(researcher: Researcher) -> PortableProject:
    with researcher.project.reading() as connection:
        return portable_project(connection)


def edited(researcher: Researcher, project: PortableProject) -> Received:
    return receive(researcher, Incoming(project, "mapp", edited=True))


@pytest.mark.parametrize("tool", [*TARGETS])
def test_what_another_program_could_not_tell_stays(study: Researcher, tmp_path: Path, tool: str) -> None:
    before = told(study)
    write_refi(before, tmp_path / "ut.qdpx", ExportWishes(tool))
    arrival = read_refi(tmp_path / "ut.qdpx", Wishes(coder="KL"))
    received = receive(study, Incoming(arrival.project, "ut.qdpx", arrival.edited))
    after = told(study)
    assert received.lost == received.unplaced == ()
    assert replace(after, memos=before.memos) == before
    assert set(before.memos) <= set(after.memos)


def test_a_word_that_was_corrected_here_stays_and_passages_follow(study: Researcher, tmp_path: Path) -> None:
    before = told(study)
    source = before.sources[0]
    at = source.text.index("Snövit")
    longer = source.text.replace("Snövit", "Snövit själv", 1)
    write_refi(before, tmp_path / "ut.qdpx", ExportWishes("nvivo"))
    by = len(longer) - len(source.text)
    turns = tuple(
        turn._replace(start=turn.start + by * (turn.start > at), end=turn.end + by * (turn.end > at))
        for turn in source.turns
    )
    corrected = replace(source, text=longer, turns=turns)
    edited(study, replace(before, sources=(corrected, *before.sources[1:]), codings=(), memos=(), prints=()))
    here = told(study)
    assert here.sources[0].text == longer
    arrival = read_refi(tmp_path / "ut.qdpx", Wishes(coder="KL"))
    receive(study, Incoming(arrival.project, "ut.qdpx", arrival.edited))
    assert told(study) == here


def test_a_copy_that_a_person_edited_came_after(study: Researcher) -> None:
    before = told(study)
    code, coding, memo = before.codes[0], before.codings[0], before.memos[0]
    text = next(one.text for one in before.sources if one.uid == coding.source)
    moved = coding._replace(end=coding.end - 1, quote=text[coding.start : coding.end - 1])
    copy = replace(
        before,
        codes=(replace(code, name="ett nytt namn", definition="En ny regel."), *before.codes[1:]),
        codings=(moved, *before.codings[1:-2]),
        memos=(replace(memo, text="Skrivet om."), *before.memos[1:]),
    )
    received = edited(study, copy)
    after = told(study)
    assert after.codes == copy.codes
    assert after.codings == (moved, *before.codings[1:])
    assert after.memos[0].text == "Skrivet om."
    assert len(after.memos) == len(before.memos)
    assert any(line.startswith("2 codings are here") for line in received.notices)
    study.project.undo(coder="KL")
    assert told(study) == before


def test_an_old_copy_takes_nothing_back(study: Researcher) -> None:
    copy = told(study)
    newer = replace(copy, codes=(replace(copy.codes[0], name="nyare"), *copy.codes[1:]))
    edited(study, newer)
    assert not edited(study, copy).changes
    assert told(study).codes[0].name == "nyare"


def test_no_file_releases_a_blind_round(study: Researcher) -> None:
    new_round(study, "blind", blind=True)
    copy = told(study)
    moment = "2026-01-01T00:00:00+00:00"
    rounds = tuple(replace(one, released_at=moment) if one.name == "blind" else one for one in copy.rounds)
    received = edited(study, replace(copy, rounds=rounds))
    assert any("'blind'" in line for line in received.notices)
    assert told(study).rounds == copy.rounds
