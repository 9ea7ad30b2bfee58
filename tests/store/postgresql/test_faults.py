"""Errors of the server as they reach whoever asked."""

import psycopg
import pytest

from qualwb.analysis.privacy_facts import privacy_facts
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.server_project import ServerProject


def test_no_error_is_among_its_own_causes(database: str) -> None:
    """Who writes down what led to an error, as the workbench does, would never come to an end."""
    with (
        ServerProject.create(Address.parsed(database)) as project,
        pytest.raises(psycopg.errors.SyntaxError) as caught,
        project.reading() as connection,
    ):
        connection.exec_driver_sql("PRAGMA database_list")
    met: list[BaseException] = []
    error: BaseException | None = caught.value
    while error is not None:
        assert error not in met
        met.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def test_what_protects_a_project_on_a_server_can_be_told(database: str) -> None:
    with ServerProject.create(Address.parsed(database)) as project, project.reading() as connection:
        assert not privacy_facts(connection).is_encrypted
