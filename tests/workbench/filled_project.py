"""A small project that has something to show on every screen."""

from qualwb.acts import codings, memos, questions
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.store.open_project import OpenProject
from tests.workbench.screens.coded_material import GOOD, TIME, UNCLEAR, with_material


def fill(project: OpenProject) -> None:
    """Something for every screen."""
    karin, mia = Researcher(project, "Karin"), Researcher(project, "Mia")
    with_material(karin)
    for quote, code in (
        ("Det var otydligt.", TIME),
        ("Men mötena var bra", GOOD),
        ("Resorna tog tid.", UNCLEAR),
    ):
        with project.reading() as connection:
            passage = passage_quoted(connection, "Intervju 1", quote)
        codings.apply(mia, passage, [code])
    questions.add_questions(karin, [("Början", "Hur var det från början?"), ("Möten", "Vad gav de?")])
    memos.write(karin, "ett memo [bold]med[/bold] tecken")
