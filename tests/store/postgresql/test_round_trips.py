"""How often an act waits for a server: what it costs a team far away, and all who wait for their turn.

One wait is the least for what is asked, and one for what is stored. What depends on an answer costs another
one, and so do rows that an act changes without having read them.
"""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select

from qualwb.acts import codings
from qualwb.acts.researcher import Researcher
from qualwb.model import Code, Coder
from qualwb.store.driver import ask_ahead, fetch
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.server_project import ServerProject
from tests.postgresql.cluster import Cluster
from tests.postgresql.slow_network import SlowNetwork
from tests.store.postgresql import far_acts
from tests.store.postgresql.far_acts import Act, Far, fill

CODERS, CODES = select(Coder.name).order_by(Coder.id), select(Code.name).order_by(Code.id)

COPY = 55
"""A copy is fetched and verified before something is deleted: two waits a table, before it is our turn."""

WAITS: dict[Callable[[Far, int], Act], int] = {
    far_acts.code: 2,
    far_acts.code_with_two: 2,
    far_acts.take_away: 2,
    far_acts.cite: 2,
    far_acts.move_edges: 2,
    far_acts.recode: 3,
    far_acts.take_suggestion: 2,
    far_acts.choose_another: 2,
    far_acts.refuse_suggestion: 2,
    far_acts.new_code: 2,
    far_acts.rename_code: 2,
    far_acts.describe_code: 2,
    far_acts.move_code: 2,
    far_acts.merge_codes: 5,
    far_acts.merge_codes_into_new: 5,
    far_acts.split_code: 4,
    far_acts.delete_code: 4,
    far_acts.new_theme: 2,
    far_acts.gather: 2,
    far_acts.take_out: 3,
    far_acts.move_cards: 3,
    far_acts.rename_theme: 2,
    far_acts.claim: 2,
    far_acts.move_theme: 2,
    far_acts.merge_themes: 4,
    far_acts.split_theme: 3,
    far_acts.delete_theme: 3,
    far_acts.write_memo: 2,
    far_acts.rewrite_memo: 2,
    far_acts.delete_memo: 2,
    far_acts.write_summary: 3,
    far_acts.rewrite_summary: 3,
    far_acts.clear_summary: 3,
    far_acts.print_otherwise: 5,
    far_acts.print_verbatim: 2,
    far_acts.save_query: 2,
    far_acts.mark_read: 2,
    far_acts.finish: 2,
    far_acts.correct: 4,
    far_acts.correct_passage: 3,
    far_acts.take_changed_file: 7,
    far_acts.import_source: 4,
    far_acts.rename_source: 3,
    far_acts.describe_group: 2,
    far_acts.move_source: 5,
    far_acts.delete_source: 5 + COPY,
    far_acts.delete_group: 6 + COPY,
    far_acts.split_turn: 4,
    far_acts.join_turns: 5,
    far_acts.move_border: 4,
    far_acts.give_role: 4,
    far_acts.rename_speaker: 4,
    far_acts.join_speakers: 6,
    far_acts.name_participant: 5,
    far_acts.name_turn: 4,
    far_acts.name_turn_anew: 5,
    far_acts.place_question: 5,
    far_acts.delete_question: 3,
    far_acts.undo_coding: 3,
    far_acts.undo_parts: 4,
    far_acts.undo_merging: 3,
    far_acts.undo_correcting: 4,
    far_acts.redo_coding: 4,
    far_acts.redo_correcting: 5,
}


@pytest.fixture(scope="module")
def filled(server: Cluster) -> Iterator[str]:
    """A database with what acts are done on."""
    name = "far_origin"
    with ServerProject.create(Address.parsed(server.create_database(name)), "Studie") as near:
        fill(Researcher(near, "Karin"))
    yield name
    server.drop_database(name)


@pytest.fixture
def far(server: Cluster, filled: str) -> Iterator[Far]:
    server.create_database("far", filled)
    with (
        SlowNetwork(server.socket) as network,
        ServerProject.open(Address.parsed(server.url("far", port=network.port))) as project,
    ):
        yield Far(project, network)
    server.drop_database("far")


@pytest.mark.parametrize("act", WAITS, ids=lambda act: act.__name__)
def test_how_often_an_act_waits(far: Far, act: Callable[[Far, int], Act]) -> None:
    assert [far.waits(act(far, n)) for n in range(2)] == [WAITS[act]] * 2


def test_an_act_takes_its_keys_without_asking(far: Far) -> None:
    passages = [far.passage(0, at, at + 6) for at in range(15)]
    assert far.waits(lambda: [codings.apply(far.me, passage, ["tre"]) for passage in passages]) == 15 * 2
    with far.project.reading() as connection:
        keys = connection.execute(select(Code.id)).scalars().all()
    assert sorted(keys) == list(range(1, len(keys) + 1))


def test_an_answer_holds_until_its_table_is_written_to(far: Far) -> None:
    with far.me.act("trial") as act:
        ask_ahead(act.connection, (CODERS, {}), (CODES, {}))
        coders, known = fetch(act.connection, CODERS), fetch(act.connection, CODES)
        act.insert(Code, name="sist", position=99, created_at="2026-01-01T00:00:00+00:00")
        asked = far.network.waits
        assert fetch(act.connection, CODERS) == coders
        assert far.network.waits == asked
        assert fetch(act.connection, CODES) == [*known, ("sist",)]
        assert far.network.waits == asked + 1
        ask_ahead(act.connection, (CODERS, {}))
        act.connection.exec_driver_sql("UPDATE coder SET name = name || '!'")
        assert fetch(act.connection, CODERS) == [(f"{name}!",) for (name,) in coders]
        act.connection.exec_driver_sql("UPDATE coder SET name = left(name, -1)")
