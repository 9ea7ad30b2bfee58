"""Rows that wait aside for a place that another leaves stay within the server's numbers."""

import pytest
from sqlalchemy import select

from qualwb.acts import codings
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.model import Coding
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.journal import ASIDE
from qualwb.store.server_project import ServerProject
from tests.conftest import transcript_of

pytest.importorskip("psycopg", reason="needs the extra 'team'")


def test_codings_wait_aside_while_an_act_moves_them_there_itself(database: str) -> None:
    with ServerProject.create(Address.parsed(database)) as project:
        researcher = Researcher(project, "Karin")
        import_transcript(researcher, transcript_of(), name="Intervju 1", group="Grupp 1")
        with project.reading() as connection:
            passage = passage_quoted(connection, "Intervju 1", "Ingen visste")
        codings.apply(researcher, passage, ["ovisshet"], create=True)
        with project.act("test", coder="Karin") as act:
            (key,) = act.connection.execute(select(Coding.id)).scalars()
            act.shift(Coding, ("start", "end"), {key: (ASIDE, ASIDE)})
            act.shift(Coding, ("start", "end"), {key: (1 - ASIDE, 1 - ASIDE)})
        with project.reading() as connection:
            places = connection.execute(select(Coding.start, Coding.end)).all()
        assert places == [(passage.start + 1, passage.end + 1)]
