"""Projects written for Taguette have the same passages when they come back."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from qualwb.exchange.taguette.projects import read_taguette
from qualwb.exchange.taguette.writing import write_taguette
from qualwb.portable.arrival import Wishes
from qualwb.portable.records import PortableProject
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
    with pytest.raises(FileExistsError):
        write_taguette(project, tmp_path / "t")
