"""Projects written for Taguette have the same passages when they come back."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from qualwb.exchange.taguette.projects import read_taguette
from qualwb.exchange.taguette.writing import write_taguette
from qualwb.portable.arrival import Wishes
from qualwb.portable.records import Code, Coder, Coding, PortableProject, Round
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


def _coding(uid: str, code: str = "c1", coder: str = "k", at: str = "", in_round: str = "r") -> Coding:
    return Coding(uid, "s", 4, 10, code, coder, in_round, created_at=at)


def _asked(path: Path, sql: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def test_a_source_without_turns_is_one_paragraph(tmp_path: Path) -> None:
    silent = replace(INTO, sources=(replace(INTO.sources[0], turns=()),), codings=(_coding("x"),))
    write_taguette(silent, tmp_path / "t")
    back = read_taguette(tmp_path / "t", Wishes())
    (coding,) = back.project.codings
    source = back.project.sources[0]
    assert source.text[coding.start : coding.end] == "gråter"
    assert "".join(source.text.split()) == "".join(INTO.sources[0].text.split())
    assert back.ledger.changed == []


def test_names_that_are_alike_as_far_as_they_fit_stay_apart_and_are_told(tmp_path: Path) -> None:
    long = "k" * 200
    names = [f"{long} ett", f"{long} två", long, "kort"]
    coders = ["Anna Andersson, universitetet 1", "Anna Andersson, universitetet 2", "Admin", "admin 2", "Öst"]
    project = replace(
        INTO,
        codes=tuple(Code(f"c{n}", name) for n, name in enumerate(names)),
        coders=tuple(Coder(f"k{n}", name) for n, name in enumerate(coders)),
        codings=tuple(_coding(f"x{n}", f"c{n % 4}", f"k{n}") for n in range(5)),
    )
    ledger = write_taguette(project, tmp_path / "t")
    back = read_taguette(tmp_path / "t", Wishes()).project
    tags = {one.uid: one.name for one in back.codes}
    users = {one.uid: one.name for one in back.coders}
    assert [*tags.values()] == ["k" * 198 + " 2", "k" * 198 + " 3", long, "kort"]
    assert {(tags[one.code], users[one.coder]) for one in back.codings} == {
        ("k" * 198 + " 2", "Anna Andersson, universitetet "[:30].strip()),
        ("k" * 198 + " 3", "Anna Andersson, universitete 2"),
        (long, "Admin 3"),
        ("kort", "admin 2"),
        ("k" * 198 + " 2", "Öst"),
    }
    assert [(one.kind, one.what) for one in ledger.changed] == [
        *(("code", name) for name in names[:2]),
        *(("coder", name) for name in coders[:3]),
    ]
    assert ("admin",) in _asked(tmp_path / "t", "SELECT login FROM users")
    assert (
        _asked(
            tmp_path / "t", "SELECT * FROM commands WHERE user_login = 'admin' AND payload LIKE '%highlight%'"
        )
        == []
    )


@pytest.mark.parametrize(
    ("told", "written"),
    [
        ("2026-03-04T05:06:07+02:00", "2026-03-04 03:06:07.000000"),
        ("0999-03-04T05:06:07+00:00", "0999-03-04 05:06:07.000000"),
        ("in spring", "2000-01-01 00:00:00.000000"),
        ("", "2000-01-01 00:00:00.000000"),
    ],
)
def test_moments_are_in_utc_and_what_is_none_is_long_ago(tmp_path: Path, told: str, written: str) -> None:
    write_taguette(replace(INTO, codings=(_coding("x", at=told),)), tmp_path / "t")
    dates = _asked(tmp_path / "t", "SELECT date FROM commands WHERE payload LIKE '%highlight_add%'")
    assert dates == [(written,)]


def test_what_differs_in_its_round_alone_is_there_once_and_told(tmp_path: Path) -> None:
    project = replace(
        INTO,
        rounds=(Round("r", "1"), Round("r2", "2")),
        codings=(_coding("x"), _coding("y", in_round="r2"), _coding("z", "c2", in_round="r2")),
    )
    ledger = write_taguette(project, tmp_path / "t")
    assert len(read_taguette(tmp_path / "t", Wishes()).project.codings) == 2
    assert [one.what for one in ledger.refusals("coding")] == ["1 coding"]
