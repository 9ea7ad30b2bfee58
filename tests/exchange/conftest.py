"""A small study with two groups, nested themes, key quotes, a print version and a summary."""

from collections.abc import Iterator

import pytest

from qualwb.acts.memos import write
from qualwb.acts.passages import passage_quoted
from qualwb.acts.print_rules import propose
from qualwb.acts.print_versions import save
from qualwb.acts.researcher import Researcher
from qualwb.acts.summaries import set_summary
from qualwb.acts.themes import rename
from qualwb.model import Theme
from qualwb.store.project_file import ProjectFile
from tests.analysis.building import Builder
from tests.projects import new_project

FIRST = (
    ("M", "Hur började det?"),
    ("Åsa", "Ingen visste liksom varför vi åkte. [skratt]"),
    ("Björn", "Nej. Chefen sa <bara> åk & se."),
    ("Åsa", "Mötena var bra."),
)
SECOND = (("M", "Och syftet?"), ("Sara", "Vi fick aldrig veta syftet."), ("Flera", "Precis!"))


@pytest.fixture(scope="module")
def small_study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProjectFile]:
    """The study, coded by two coders."""
    with new_project(tmp_path_factory.mktemp("study") / "p.qwb") as project:
        with project.act("build", coder="ann") as act:
            _build(Builder(act), act)
        researcher = Researcher(project, "ann")
        with project.reading() as connection:
            passage = passage_quoted(connection, "s1", FIRST[1][1])
        save(researcher, passage, propose(passage.text))
        set_summary(researcher, "Otydligt syfte", "Grupp 2", "Syftet sades aldrig.")
        write(researcher, "Jag har själv gått på seminarierna.\n\nDet gör mig mild.", kind="reflexivity")
        rename(researcher, "Nytta", "Nyttan", reason="Rubriken i guiden.")
        yield project


def _build(made: Builder, act) -> None:
    roles = {"M": "moderator"}
    made.group("Grupp 1", datum="2010-10-12")
    made.source("s1", "Grupp 1", FIRST, roles)
    made.source("s2", "Grupp 2", SECOND, roles, collective=["Flera"])
    act.update(*_person(made, "Grupp 1", "Åsa"), attributes={"huvudman": "kommun"})
    made.theme("Inför")
    made.theme("Otydligt syfte", ["ovisshet", "syfte"], "Inför", claim="alla grupper")
    made.theme("Nytta", ["möten"])
    act.update(Theme, made.themes["Otydligt syfte"], definition="Ingen visste varför.")
    made.coding("s1", FIRST[1][1], "ovisshet", cited=True)
    made.coding("s1", FIRST[1][1], "ovisshet", coder="bo", cited=True)
    made.coding("s1", f"{FIRST[1][1]}\n{FIRST[2][1]}", "syfte", cited=True)
    made.coding("s1", "Mötena var bra.", "möten")
    made.coding("s2", "Vi fick aldrig veta syftet.", "syfte")
    made.coding("s2", "Precis!", "möten", orphaned=True)


def _person(made: Builder, group: str, alias: str):
    from qualwb.model import Participant

    return Participant, made.people[group, alias]
