"""The framework matrix's cells."""

import pytest

from qualwb.acts import codings, themes
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.acts.summaries import SummaryCell, clear_summary, set_summary, summaries
from qualwb.errors import QualwbError
from tests.conftest import transcript_of


@pytest.fixture
def researcher_with_theme(material: Researcher) -> tuple[Researcher, int]:
    with material.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "Ingen visste")
    (key,) = codings.apply(material, passage, ["ovisshet"], create=True).codings
    themes.create(material, "Otydligt syfte", codes=["ovisshet"])
    return material, key


def cells(researcher: Researcher) -> list[SummaryCell]:
    with researcher.project.reading() as connection:
        return summaries(connection)


def test_a_cell_is_written_rewritten_and_cleared(researcher_with_theme: tuple[Researcher, int]) -> None:
    researcher, key = researcher_with_theme
    set_summary(researcher, "Otydligt syfte", "Grupp 1", "Ingen fick veta.", codings=[key])
    set_summary(researcher, "Otydligt syfte", "Grupp 1", "Åsa minns ett papper.", participant="Åsa")
    set_summary(researcher, "Otydligt syfte", "Grupp 1", "Ingen visste.", codings=[key])
    assert cells(researcher) == [
        SummaryCell("Otydligt syfte", "Grupp 1", "Åsa", "Åsa minns ett papper.", ()),
        SummaryCell("Otydligt syfte", "Grupp 1", "", "Ingen visste.", (key,)),
    ]
    clear_summary(researcher, "Otydligt syfte", "Grupp 1")
    assert [cell.participant for cell in cells(researcher)] == ["Åsa"]
    researcher.project.undo(coder="Karin")
    assert len(cells(researcher)) == 2


def test_a_coding_that_is_gone_leaves_its_cell(researcher_with_theme: tuple[Researcher, int]) -> None:
    researcher, key = researcher_with_theme
    set_summary(researcher, "Otydligt syfte", "Grupp 1", "Ingen visste.", codings=[key])
    codings.remove(researcher, [key])
    assert cells(researcher)[0].codings == ()


def test_what_makes_no_sense_is_refused(researcher_with_theme: tuple[Researcher, int]) -> None:
    researcher, key = researcher_with_theme
    import_transcript(researcher, transcript_of(), name="Intervju 2", group="Grupp 2")
    for theme, group, text, rests_on in (
        ("Otydligt syfte", "Grupp 1", "  ", []),
        ("Otydligt syfte", "Grupp 9", "x", []),
        ("Mandat", "Grupp 1", "x", []),
        ("Otydligt syfte", "Grupp 1", "x", [999]),
        ("Otydligt syfte", "Grupp 2", "x", [key]),
    ):
        with pytest.raises(QualwbError):
            set_summary(researcher, theme, group, text, codings=rests_on)
    with pytest.raises(QualwbError):
        clear_summary(researcher, "Otydligt syfte", "Grupp 1")
    assert cells(researcher) == []
