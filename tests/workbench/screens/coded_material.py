"""A small coded project for the screens of analysis, and what their tests share."""

import os
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from qualwb.acts import codes, codings, themes
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.workbench.app import Workbench
from qualwb.workbench.registry.actions import SCREENS, ScreenRow
from tests.conftest import transcript_of
from tests.projects import new_project
from tests.workbench.settling import begun, settle

GOLDEN = Path(__file__).parent / "golden"

UNCLEAR, PAPER, GOOD, TIME = "oklart från början", "papper i handen", "bra möten", "resorna tog tid"
TALK = (
    ("Moderator", "Hur var det från början?"),
    ("Åsa", "Det var otydligt. Ingen visste vad det skulle bli 👩‍👩‍👧 av det."),
    ("Björn", "Vi fick ett papper i handen, sen åkte vi."),
    ("Flera", "[skratt] [bold]nja[/bold]"),
    ("Åsa", "Men mötena var bra, dom gav mycket."),
    ("Björn", "Resorna tog tid."),
)
MARKED = {
    "Intervju 1": {
        UNCLEAR: ["Det var otydligt.", "Ingen visste vad det skulle bli 👩‍👩‍👧 av det."],
        PAPER: ["Vi fick ett papper i handen"],
        GOOD: ["Men mötena var bra"],
    },
    "Intervju 2": {UNCLEAR: ["Det var otydligt."], TIME: ["Resorna tog tid."]},
}


@pytest.fixture
def coded(researcher: Researcher) -> Researcher:
    """Two groups, four codes, two themes beneath a main theme, a code without a theme."""
    return with_material(researcher)


def with_material(researcher: Researcher) -> Researcher:
    """The same in a project that is empty."""
    for number in (1, 2):
        source = f"Intervju {number}"
        import_transcript(researcher, transcript_of(TALK), name=source, group=f"Grupp {number}")
        for code, quotes in MARKED[source].items():
            for quote in quotes:
                with researcher.project.reading() as connection:
                    passage = passage_quoted(connection, source, quote)
                codings.apply(researcher, passage, [code], create=True)
    themes.create(researcher, "Före")
    themes.create(researcher, "Otydligt syfte", parent="Före", codes=[UNCLEAR, PAPER], claim="alla grupper")
    themes.create(researcher, "Möten", parent="Före", codes=[GOOD])
    codes.describe(researcher, UNCLEAR, definition="Ingen visste varför.")
    return researcher


@asynccontextmanager
async def shown(
    researcher: Researcher, key: str, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[Pilot[int]]:
    """The workbench with the screen of a key or name, as it is when that screen was shown last."""
    app = Workbench(researcher)
    app.state.screen = next(row.name for row in SCREENS if key in (row.key, row.name))
    async with app.run_test(size=size) as pilot:
        await begun(pilot)
        yield pilot


def way_to(screen: ScreenRow) -> tuple[str, ...]:
    """The keys that show a screen: its own, else g and its letter."""
    return (screen.key,) if screen.key else ("g", screen.letter)


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys, each with its consequences; a text in <> is pasted. Without keys: until all is shown."""
    await settle(pilot)
    for key in keys:
        if key.startswith("<"):
            pilot.app.post_message(events.Paste(key[1:-1]))
        else:
            await pilot.press(key)
        await settle(pilot)


def rows(researcher: Researcher, statement: str) -> list[tuple[Any, ...]]:
    """What stands in the store."""
    with researcher.project.reading() as connection:
        bare = connection.execution_options(no_parameters=True)  # a percent sign is one
        return [tuple(row) for row in bare.exec_driver_sql(statement)]


def gathered(researcher: Researcher) -> dict[str, list[str]]:
    """The codes of each theme, by name."""
    found: dict[str, list[str]] = {
        name: [] for (name,) in rows(researcher, "SELECT name FROM theme ORDER BY name")
    }
    for theme, code in rows(
        researcher,
        "SELECT theme.name, code.name FROM theme_code JOIN theme ON theme.id = theme_id "
        "JOIN code ON code.id = code_id ORDER BY code.name",
    ):
        found[theme].append(code)
    return found


def lines(pilot: Pilot[int]) -> list[str]:
    """What the screen shows, as text."""
    return [strip.text.rstrip() for strip in pilot.app.screen._compositor.render_strips()]


def assert_golden(name: str, actual: Sequence[str]) -> None:
    """What the screen shows is what was looked at and kept; ``QUALWB_GOLDEN=write`` writes it anew."""
    path = GOLDEN / f"{name}.txt"
    text = "\n".join(actual) + "\n"
    if os.environ.get("QUALWB_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Researcher]:
    """The bundled study, coded; tests read it only."""
    from qualwb.acts.bundled import CONSENSUS_CODER, load_study
    from qualwb.acts.researcher import working_round

    with new_project(tmp_path_factory.mktemp("study") / "study.qwb") as project:
        load_study(Researcher(project, CONSENSUS_CODER))
        yield Researcher(project, CONSENSUS_CODER, working_round(project))
