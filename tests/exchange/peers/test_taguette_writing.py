"""Projects written for Taguette have the same passages when they come back."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings

from qualwb.exchange.taguette.projects import read_taguette
from qualwb.exchange.taguette.writing import write_taguette
from qualwb.portable.arrival import Wishes
from qualwb.portable.records import Coding, PortableProject
from tests.exchange.peers.test_segments import INTO
from tests.portable.random_projects import projects


def _passages(project: PortableProject) -> set[tuple[int, str, str, str]]:
    """Each coding by the number of its source, code, coder and words: line ends are no bytes of a page."""
    names = {one.uid: one.name for one in (*project.codes, *project.coders)}
    numbers = {one.uid: number for number, one in enumerate(project.sources)}
    texts = {one.uid: one.text for one in project.sources}
    places = {
        (numbers[one.source], names[one.code], names[one.coder], one.start, one.end)
        for one in project.codings
        if one.orphaned_from is None
    }
    words = [*texts.values()]
    return {
        (number, code, coder, "".join(words[number][start:end].split()))
        for number, code, coder, start, end in places
        if words[number][start:end].strip()
    }


@settings(max_examples=15, deadline=None)
@given(projects())
def test_passages_come_back_with_their_words(project: PortableProject) -> None:
    silent = tuple(
        replace(one, turns=tuple(turn._replace(speaker=None) for turn in one.turns))
        for one in project.sources
    )
    written = replace(project, sources=silent)
    with TemporaryDirectory() as folder:
        write_taguette(written, Path(folder) / "t")
        write_taguette(written, Path(folder) / "again")
        assert (Path(folder) / "t").read_bytes() == (Path(folder) / "again").read_bytes()
        back = read_taguette(Path(folder) / "t", Wishes())
    assert _passages(back.project) == _passages(written)
    assert back.ledger.changed == []
    assert [one.name for one in back.project.codes] == [one.name for one in written.codes]


def test_who_speaks_stands_before_each_turn(tmp_path: Path) -> None:
    project = replace(INTO, codings=())
    write_taguette(project, tmp_path / "t")
    text = read_taguette(tmp_path / "t", Wishes()).project.sources[0].text
    assert text.splitlines() == [
        "Åsa: Jag gråter 😀 ofta.",
        "Moderator: Hur ofta?",
        "Åsa: Varje kväll, när jag är ensam.",
    ]


def test_what_has_no_place_there_is_told(tmp_path: Path) -> None:
    ledger = write_taguette(INTO, tmp_path / "t")
    assert {(one.kind, one.what) for one in ledger.refused} == {
        ("round", f"round: {len(INTO.rounds)}"),
        ("group", f"group: {len(INTO.groups)}"),
    }


def test_a_passage_over_two_turns_has_the_words_that_the_page_shows(tmp_path: Path) -> None:
    source = INTO.sources[0]
    ids = (INTO.codes[0].uid, INTO.coders[0].uid, INTO.rounds[0].uid)
    over = Coding("over", source.uid, 2, source.turns[1].end, *ids)
    write_taguette(replace(INTO, codings=(over,)), tmp_path / "t")
    ledger = read_taguette(tmp_path / "t", Wishes()).ledger
    assert (ledger.refused, ledger.changed) == ([], [])
