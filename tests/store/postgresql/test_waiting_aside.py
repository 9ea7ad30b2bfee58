"""Rows that wait aside for a place that another leaves stay within the server's numbers."""

import pytest
from sqlalchemy import select

from qualwb.acts import codings
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.model import Coding
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.journal import ASIDE, OLD_ASIDE
from qualwb.store.server_project import ServerProject
from tests.conftest import transcript_of

pytest.importorskip("psycopg", reason="needs the extra 'team'")


@pytest.mark.parametrize("aside", [ASIDE, OLD_ASIDE], ids=["now", "once"])
def test_codings_wait_aside_while_an_act_moves_them_there_itself(database: str, aside: int) -> None:
    with ServerProject.create(Address.parsed(database)) as project:
        researcher = Researcher(project, "Karin")
        import_transcript(researcher, transcript_of(), name="Intervju 1", group="Grupp 1")
        with project.reading() as connection:
            passage = passage_quoted(connection, "Intervju 1", "Ingen visste")
        codings.apply(researcher, passage, ["ovisshet"], create=True)
        with project.act("test", coder="Karin") as act:
            (key,) = act.connection.execute(select(Coding.id)).scalars()
            act.shift(Coding, ("start", "end"), {key: (aside, aside)})
            act.shift(Coding, ("start", "end"), {key: (1 - aside, 1 - aside)})
        assert places(project) == [(passage.start + 1, passage.end + 1)]
        project.undo(coder="Karin")
        assert places(project) == [(passage.start, passage.end)]
        project.redo(coder="Karin")
        assert places(project) == [(passage.start + 1, passage.end + 1)]


def places(project: ServerProject) -> list[tuple[int, int]]:
    with project.reading() as connection:
        return [(start, end) for start, end in connection.execute(select(Coding.start, Coding.end))]
