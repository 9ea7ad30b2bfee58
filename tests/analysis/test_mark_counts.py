"""Marks of transcription counted by kind and by who says them."""

import re

import pytest
from sqlalchemy import Connection

from qualwb.analysis.mark_counts import MarkCounts, mark_counts, mark_name
from qualwb.analysis.selection import Selection
from qualwb.errors import QualwbError
from qualwb.language.transcription_marks import MarkKind
from qualwb.store.project_file import ProjectFile
from tests.analysis.building import Builder

TALK = (
    ("M", "Hur var det? [skratt]"),
    ("A", "Roligt [skrattar] (paus) verkligen [SKRATT]"),
    ("B", "ja... (skratt)"),
    ("Flera", "[skratt]"),
    (None, "Paus (paus)"),
)


@pytest.fixture
def talk(project: ProjectFile) -> ProjectFile:
    with project.act("build", coder="ann") as act:
        build = Builder(act)
        build.source("s", "G", TALK, {"M": "moderator"}, collective=["Flera"])
        build.source("t", "H", [("A", "[laughs] mm [ohörbart]")])
        build.coding("s", "(paus) verkligen", "k")
    return project


def counted(found: MarkCounts) -> dict[str, tuple[int, ...]]:
    return {str(row.kind): (*row.counts, row.total) for row in found.rows}


def test_by_group_without_the_moderator(talk: ProjectFile) -> None:
    with talk.reading() as connection:
        found = mark_counts(connection)
        everybody = mark_counts(connection, selection=Selection(moderator=True))
    assert found.columns == ("G", "H")
    assert counted(found) == {"laughter": (4, 1, 5), "pause": (2, 0, 2), "unheard": (0, 1, 1)}
    assert (found.words, found.all_words) == ((3, 1), 4)
    assert found.rows[0].forms == {"[skratt]": 2, "(skratt)": 1, "[laughs]": 1, "[skrattar]": 1}
    assert "Left out: moderator" in found.notes
    assert counted(everybody)["laughter"] == (5, 1, 6)


def test_by_person_what_several_do_stands_in_the_total_alone(talk: ProjectFile) -> None:
    with talk.reading() as connection:
        found = mark_counts(connection, "participants")
        speakers = mark_counts(connection, "speakers", Selection(groups=("G",)))
    assert found.columns == ("A (G)", "B", "A (H)")
    assert counted(found)["laughter"] == (2, 1, 1, 5)
    assert speakers.columns == ("A", "B", "Flera")
    assert counted(speakers) == {"laughter": (2, 1, 1, 4), "pause": (1, 1, 0, 2)}


def test_within_passages_and_never_by_coder(talk: ProjectFile) -> None:
    with talk.reading() as connection:
        coded = mark_counts(connection, "speakers", Selection(codes=("k",)))
        with pytest.raises(QualwbError, match="no coders"):
            mark_counts(connection, "coders")
    assert counted(coded) == {"pause": (1, 0, 0, 0, 1)}
    assert coded.all_words == 1


def test_what_is_said_within_a_mark_is_no_way_of_writing_it(project: ProjectFile) -> None:
    with project.act("build", coder="ann") as act:
        Builder(act).source("s", "G", [("A", "_så_ och _himla_ bra (kanske?)")])
    with project.reading() as connection:
        forms = {row.kind: row.forms for row in mark_counts(connection).rows}
    assert forms == {MarkKind.STRESS: {"_…_": 2}, MarkKind.UNSURE: {"(…?)": 1}}


def test_laughter_of_the_bundled_study_counted_again(bundled: Connection) -> None:
    from qualwb.analysis.sources import source_names, transcript

    everybody = mark_counts(bundled, "sources", Selection(moderator=True))
    laughter = next(row for row in everybody.rows if row.kind is MarkKind.LAUGHTER)
    told = [transcript(bundled, name) for name in source_names(bundled)]
    texts = [
        "\n".join(one.text[turn.start : turn.end] for turn in one.turns if turn.kind == "speech")
        for one in told
    ]
    assert laughter.counts == tuple(
        len(re.findall(r"[\[(][^\])]*skratt[^\])]*[\])]", text)) for text in texts
    )
    assert sum(laughter.forms.values()) == laughter.total == sum(laughter.counts)


def test_every_kind_has_a_name() -> None:
    names = {mark_name(kind) for kind in MarkKind}
    assert len(names) == len(MarkKind)
