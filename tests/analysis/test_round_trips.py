"""How often a view asks a server does not grow with the sources, coders, rounds and changed rows."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection

from qualwb.acts.portable_state import portable_project
from qualwb.acts.pseudonyms.contexts import in_context
from qualwb.acts.pseudonyms.entity import Place
from qualwb.analysis.agreement.coder_agreement import coder_agreement
from qualwb.analysis.agreement.compared import choose_compared, pairs_of_coders
from qualwb.analysis.agreement.disagreements import disagreements
from qualwb.analysis.agreement.material import AgreementWish
from qualwb.analysis.change_rows import row_changes
from qualwb.analysis.coders import round_list
from qualwb.analysis.codes import codebook
from qualwb.analysis.cooccurrence import cooccurrence
from qualwb.analysis.framework import framework
from qualwb.analysis.log import log_entries
from qualwb.analysis.matrix import theme_matrix
from qualwb.analysis.method_facts import method_facts
from qualwb.analysis.participation import participation
from qualwb.analysis.people import participant_list, speaker_list
from qualwb.analysis.quote_matrix import quote_matrix
from qualwb.analysis.quotes import find_quotes
from qualwb.analysis.saturation import saturation
from qualwb.analysis.selection import EVERYTHING
from qualwb.analysis.sources import source_list
from qualwb.analysis.themes import theme_list
from qualwb.analysis.turns_to_label import unnamed_questions
from qualwb.model import Coding
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.server_project import ServerProject
from qualwb.suggest.project_evidence import read_evidence
from qualwb.suggest.touched_sources import touched_sources
from tests.analysis.building import Builder
from tests.postgresql.cluster import Cluster
from tests.postgresql.session import SESSION
from tests.postgresql.slow_network import SlowNetwork

FEW, MORE = 2, 5
"""Sources, each with a round and a coder of its own."""

BUILT = 1
"""The number of the act that made them."""

View = Callable[[Connection, int], object]
"""What is read of a project of so many sources."""

VIEWS: dict[str, View] = {
    "speakers": lambda reading, _n: speaker_list(reading),
    "participants": lambda reading, _n: participant_list(reading),
    "participation": lambda reading, _n: participation(reading),
    "sources": lambda reading, _n: source_list(reading),
    "quotes": lambda reading, _n: find_quotes(reading),
    "matrix by coder": lambda reading, _n: theme_matrix(reading, "codes", "coders"),
    "quotes by coder": lambda reading, _n: quote_matrix(reading, "codes", "coders"),
    "cooccurrence": lambda reading, _n: cooccurrence(reading),
    "pairs of coders": lambda reading, _n: pairs_of_coders(reading),
    "coders to compare": lambda reading, _n: choose_compared(reading),
    "unnamed questions": lambda reading, n: unnamed_questions(reading, [f"s{k}" for k in range(n)]),
    "evidence": lambda reading, n: read_evidence(reading, range(1, n + 1)),
    "touched sources": lambda reading, _n: touched_sources(reading, BUILT),
    "rows of a change": lambda reading, _n: row_changes(reading, BUILT),
    "method": lambda reading, _n: method_facts(reading, EVERYTHING),
    "themes": lambda reading, _n: theme_list(reading),
    "codebook": lambda reading, _n: codebook(reading),
    "saturation": lambda reading, _n: saturation(reading),
    "framework": lambda reading, _n: framework(reading),
    "journal": lambda reading, _n: log_entries(reading),
    "agreement": lambda reading, _n: coder_agreement(reading, AgreementWish(resamples=0)),
    "disagreements": lambda reading, _n: disagreements(reading, choose_compared(reading)),
    "rounds": lambda reading, _n: round_list(reading),
    "whole project": lambda reading, _n: portable_project(reading),
    "evidence of all": lambda reading, _n: read_evidence(reading),
    "names in context": lambda reading, n: in_context(
        reading, [Place("source", "text", key, 0, 3, "Vad") for key in range(1, n + 1)]
    ),
}


@pytest.fixture(scope="module")
def databases(server: Cluster) -> dict[int, str]:  # noqa: ARG001 - it is skipped where there is no server
    """Databases with few and with more sources, by how many."""
    return {count: _filled(count) for count in (FEW, MORE)}


def _filled(count: int) -> str:
    address = Address.parsed(SESSION.new_database())
    with ServerProject.create(address, "Studie") as project:
        with project.act("build", coder="ann") as act:
            codings = _build(Builder(act), count)
        for key in codings:
            with project.act("cite", coder="ann") as act:
                act.update(Coding, key, cited=True)
    return address.database


def _build(build: Builder, count: int) -> list[int]:
    """As many sources, rounds and coders beside Ann, who codes the last round's source with the last one."""
    codings = []
    for n in range(count):
        turns = [(None, "Vad var syftet?"), ("D1", f"Det var oklart {n}."), ("D2", "Ja.")]
        build.source(f"s{n}", f"G{n}", turns, unnamed=True)
        codings.append(build.coding(f"s{n}", "oklart", f"code {n}", coder=f"coder {n}", round=str(n + 1)))
        build.theme(f"theme {n}", [f"code {n}"], claim="alla grupper")
    build.coding(f"s{count - 1}", "oklart", "code 0", round=str(count))
    return codings


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_more_sources_take_no_more_questions(server: Cluster, databases: dict[int, str], view: View) -> None:
    trips = {}
    with SlowNetwork(server.socket) as network:
        for count, database in databases.items():
            address = Address.parsed(server.url(database, port=network.port))
            with ServerProject.open(address) as project, project.reading() as connection:
                before = network.waits
                assert view(connection, count)
                trips[count] = network.waits - before
    assert trips[MORE] == trips[FEW] > 0
