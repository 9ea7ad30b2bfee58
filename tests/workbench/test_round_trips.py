"""How often each screen waits for a server when it reads the project: what it costs far away."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest

from qualwb.acts.bundled import CONSENSUS_CODER, load_study
from qualwb.acts.researcher import Researcher, working_round
from qualwb.analysis.connection import Connection
from qualwb.analysis.log import log_entries
from qualwb.analysis.memos import memo_list
from qualwb.analysis.quotes import Query, find_quotes
from qualwb.analysis.quotes_to_show import find_quotes_to_show
from qualwb.analysis.selection import Selection
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.server_project import ServerProject
from qualwb.workbench.screens import acceptance, participants, settings
from qualwb.workbench.screens.code import source_state
from qualwb.workbench.screens.codebook import screen as codebook
from qualwb.workbench.screens.item_answers import find_items
from qualwb.workbench.screens.matrix.matrix_choices import MatrixChoices, count_matrix
from qualwb.workbench.screens.quotes import query_line
from qualwb.workbench.screens.quotes.print_acts import load_prints
from qualwb.workbench.screens.sources import screen as sources
from qualwb.workbench.screens.themes.board import load_board
from tests.postgresql.cluster import Cluster
from tests.postgresql.slow_network import SlowNetwork

ROUND_TRIP = 0.03


@dataclass(frozen=True)
class Reader:
    """Whoever reads a study, and what there is in it."""

    researcher: Researcher
    source: str
    theme: str

    @property
    def round(self) -> str:
        """The round in work."""
        return self.researcher.round

    @property
    def selection(self) -> Selection:
        """The codings of that round."""
        return Selection(rounds=(self.round,))


Reading = Callable[[Connection, Reader], object]


@pytest.fixture(scope="module")
def network(server: Cluster) -> Iterator[SlowNetwork]:
    with SlowNetwork(server.socket, ROUND_TRIP) as network:
        yield network


@pytest.fixture(scope="module")
def reader(server: Cluster, network: SlowNetwork) -> Iterator[Reader]:
    """A whole study at the other end of the network."""
    with ServerProject.create(Address.parsed(server.create_database("study"))) as project:
        load_study(Researcher(project, CONSENSUS_CODER))
    with ServerProject.open(Address.parsed(server.url("study", port=network.port))) as project:
        researcher = Researcher(project, CONSENSUS_CODER, working_round(project))
        with researcher.project.reading() as connection:
            names = query_line.load_names(connection)
        yield Reader(researcher, names.of("source")[0], names.of("theme")[0])
    server.drop_database("study")


def quotes_of_theme(connection: Connection, reader: Reader) -> object:
    return find_quotes(connection, Query(selection=replace(reader.selection, themes=(reader.theme,))))


def quotes(connection: Connection, reader: Reader) -> object:
    return find_quotes_to_show(connection, Query(selection=reader.selection, before=True))


def quotes_of_query(connection: Connection, reader: Reader) -> object:
    where = f'theme:"{reader.theme}" AND cited:yes'
    return find_quotes_to_show(connection, Query(where, reader.selection, before=True))


READINGS: dict[str, tuple[int, Reading]] = {
    "a source and its codes": (6, lambda asked, who: source_state.find(asked, who.source, who.researcher)),
    "the counts of codes": (
        6,
        lambda asked, who: source_state.counted(asked, source_state.ShownCodebook(), who.round),
    ),
    "the codebook": (5, lambda asked, who: codebook.find(asked, who.selection)),
    "the board of themes": (5, lambda asked, who: load_board(asked, who.round)),
    "the quotes of a theme": (4, quotes_of_theme),
    "the names for a query": (3, lambda asked, _who: query_line.load_names(asked)),
    "printed texts": (3, lambda asked, _who: load_prints(asked)),
    "quotes": (5, quotes),
    "the quotes of a query": (5, quotes_of_query),
    "a matrix": (5, lambda asked, who: count_matrix(asked, MatrixChoices(), who.round)),
    "sources": (5, lambda asked, who: sources.find(asked, who.round)),
    "participants": (5, lambda asked, _who: participants.find(asked, False)),
    "marks of participants": (7, lambda asked, _who: participants.find(asked, True)),
    "checklists": (7, lambda asked, who: find_items(asked, who.round)),
    "settings": (4, lambda asked, _who: settings.find(asked)),
    "memos": (3, lambda asked, _who: memo_list(asked)),
    "the journal": (4, lambda asked, _who: log_entries(asked)),
    "answers to suggestions": (5, lambda asked, _who: acceptance.read_answers(asked)),
}
"""What a screen reads, and how often at most it waits for that; beginning and end are counted too."""


@pytest.mark.parametrize("read", READINGS)
def test_a_screen_waits_but_a_few_times(reader: Reader, network: SlowNetwork, read: str) -> None:
    most, reading = READINGS[read]

    def waits() -> int:
        before = network.waits
        with reader.researcher.project.reading() as connection:
            reading(connection, reader)
        return network.waits - before

    assert waits() <= most


def test_a_project_is_opened_in_a_few(reader: Reader, network: SlowNetwork) -> None:
    """To connect takes two of them where the login needs no password."""
    project = reader.researcher.project
    assert isinstance(project, ServerProject)

    def waits() -> int:
        before = network.waits
        ServerProject.open(project.address).close()
        return network.waits - before

    assert waits() <= 4
