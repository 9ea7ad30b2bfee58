"""The framework matrix's cells."""

import pytest

from qualwb.errors import QualwbError
from qualwb.study import coding, themes
from qualwb.study.desk import Desk
from qualwb.study.importing import import_transcript
from qualwb.study.passages import passage_quoted
from qualwb.study.summaries import SummaryCell, clear_summary, set_summary, summaries
from tests.conftest import transcript_of


@pytest.fixture
def desk_with_theme(material: Desk) -> tuple[Desk, int]:
    with material.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "Ingen visste")
    (key,) = coding.apply(material, passage, ["ovisshet"], create=True).codings
    themes.create(material, "Otydligt syfte", codes=["ovisshet"])
    return material, key


def cells(desk: Desk) -> list[SummaryCell]:
    with desk.project.reading() as connection:
        return summaries(connection)


def test_a_cell_is_written_rewritten_and_cleared(desk_with_theme: tuple[Desk, int]) -> None:
    desk, key = desk_with_theme
    set_summary(desk, "Otydligt syfte", "Grupp 1", "Ingen fick veta.", codings=[key])
    set_summary(desk, "Otydligt syfte", "Grupp 1", "Åsa minns ett papper.", participant="Åsa")
    set_summary(desk, "Otydligt syfte", "Grupp 1", "Ingen visste.", codings=[key])
    assert cells(desk) == [
        SummaryCell("Otydligt syfte", "Grupp 1", "Åsa", "Åsa minns ett papper.", ()),
        SummaryCell("Otydligt syfte", "Grupp 1", "", "Ingen visste.", (key,)),
    ]
    clear_summary(desk, "Otydligt syfte", "Grupp 1")
    assert [cell.participant for cell in cells(desk)] == ["Åsa"]
    desk.project.undo(coder="Karin")
    assert len(cells(desk)) == 2


def test_a_coding_that_is_gone_leaves_its_cell(desk_with_theme: tuple[Desk, int]) -> None:
    desk, key = desk_with_theme
    set_summary(desk, "Otydligt syfte", "Grupp 1", "Ingen visste.", codings=[key])
    coding.remove(desk, [key])
    assert cells(desk)[0].codings == ()


def test_what_makes_no_sense_is_refused(desk_with_theme: tuple[Desk, int]) -> None:
    desk, key = desk_with_theme
    import_transcript(desk, transcript_of(), name="Intervju 2", group="Grupp 2")
    for theme, group, text, codings in (
        ("Otydligt syfte", "Grupp 1", "  ", []),
        ("Otydligt syfte", "Grupp 9", "x", []),
        ("Mandat", "Grupp 1", "x", []),
        ("Otydligt syfte", "Grupp 1", "x", [999]),
        ("Otydligt syfte", "Grupp 2", "x", [key]),
    ):
        with pytest.raises(QualwbError):
            set_summary(desk, theme, group, text, codings=codings)
    with pytest.raises(QualwbError):
        clear_summary(desk, "Otydligt syfte", "Grupp 1")
    assert cells(desk) == []
