"""How often an act waits for a server: what coding costs a team far away."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select

from qualwb.acts import codes, codings, memos, rounds, suggestions, themes
from qualwb.acts.passages import Passage, passage_at
from qualwb.acts.researcher import Researcher
from qualwb.acts.suggestions import Offer
from qualwb.model import Code, Coder, Source
from qualwb.store.driver import ask_ahead, fetch
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.server_project import ServerProject
from tests.acts.merging.random_acts import fill_origin
from tests.postgresql.cluster import Cluster
from tests.postgresql.slow_network import SlowNetwork

MOST = 2
"""One to ask and one to store; the first of a kind fetches keys besides."""

CODERS, CODES = select(Coder.name).order_by(Coder.id), select(Code.name).order_by(Code.id)


class Far:
    """A researcher on a far server, and what stands in the project."""

    def __init__(self, researcher: Researcher, network: SlowNetwork) -> None:
        self.researcher, self.network = researcher, network
        self.made: list[int] = []
        with researcher.project.reading() as connection:
            self.sources = [str(name) for name in connection.execute(select(Source.name)).scalars()]
            self.codes = [str(name) for name in connection.execute(CODES).scalars()]
            self.passages = [passage_at(connection, self.sources[0], n, n + 6) for n in range(20)]

    def trips(self, act: Callable[[], object]) -> int:
        """How often an act waits for the server."""
        before = self.network.round_trips
        act()
        return self.network.round_trips - before

    def passage(self) -> Passage:
        """One that was not coded yet."""
        return self.passages.pop()

    def code(self, *names: str) -> None:
        """Code such a passage."""
        self.made += codings.apply(self.researcher, self.passage(), names, create=True).codings


@pytest.fixture
def far(database: str, server: Cluster) -> Iterator[Far]:
    with ServerProject.create(Address.parsed(database), "Studie") as near:
        fill_origin(Researcher(near, "Karin"))
        name = near.address.database
    with (
        SlowNetwork(server.socket) as network,
        ServerProject.open(Address.parsed(server.url(name, port=network.port))) as project,
    ):
        yield Far(Researcher(project, "Karin"), network)


def _code(far: Far, _n: int) -> None:
    far.code(far.codes[0])


def _code_with_two(far: Far, n: int) -> None:
    far.code(far.codes[0], f"ny {n}")


def _take_away(far: Far, _n: int) -> None:
    codings.remove(far.researcher, [far.made.pop()])


def _cite(far: Far, _n: int) -> None:
    codings.cite(far.researcher, [far.made.pop()])


def _take_suggestion(far: Far, _n: int) -> None:
    suggestions.accept(far.researcher, far.passage(), Offer(far.codes[0], 1))


def _choose_another(far: Far, _n: int) -> None:
    offers = [Offer(far.codes[1], 1), Offer(far.codes[2], 2)]
    suggestions.code(far.researcher, far.passage(), [far.codes[0]], offers)


def _write_memo(far: Far, _n: int) -> None:
    memos.write(far.researcher, "tanke", target="code", name=far.codes[0])


def _rename_code(far: Far, n: int) -> None:
    codes.rename(far.researcher, far.codes[n], f"annat namn {n}")


def _new_code(far: Far, n: int) -> None:
    codes.create(far.researcher, f"nyare {n}", parent=far.codes[0])


def _new_theme(far: Far, n: int) -> None:
    themes.create(far.researcher, f"nytt tema {n}", codes=far.codes[:2])


def _gather(far: Far, n: int) -> None:
    themes.add_codes(far.researcher, "nytt", [far.codes[n], far.codes[n + 1]])


def _finish(far: Far, n: int) -> None:
    rounds.finish(far.researcher, [far.sources[n]])


ACTS = (
    *(_code, _code_with_two, _take_away, _cite, _take_suggestion, _choose_another, _write_memo),
    *(_rename_code, _new_code, _new_theme, _gather, _finish),
)


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_an_act_waits_twice(far: Far, act: Callable[[Far, int], None]) -> None:
    themes.create(far.researcher, "nytt")
    for _n in range(2):
        far.code(far.codes[3])
    act(far, 0)
    assert far.trips(lambda: act(far, 1)) <= MOST


def test_many_acts_fetch_their_keys_in_passing(far: Far) -> None:
    far.code(far.codes[0])
    assert far.trips(lambda: [far.code(far.codes[0]) for _n in range(15)]) <= 15 * MOST


def test_an_answer_holds_until_its_table_is_written_to(far: Far) -> None:
    with far.researcher.act("trial") as act:
        ask_ahead(act.connection, (CODERS, {}), (CODES, {}))
        coders, known = fetch(act.connection, CODERS), fetch(act.connection, CODES)
        act.insert(Code, name="sist", position=99, created_at="2026-01-01T00:00:00+00:00")
        asked = far.network.round_trips
        assert fetch(act.connection, CODERS) == coders
        assert far.network.round_trips == asked
        assert fetch(act.connection, CODES) == [*known, ("sist",)]
        assert far.network.round_trips == asked + 1
        ask_ahead(act.connection, (CODERS, {}))
        act.connection.exec_driver_sql("UPDATE coder SET name = name || '!'")
        assert fetch(act.connection, CODERS) == [(f"{name}!",) for (name,) in coders]
        act.connection.exec_driver_sql("UPDATE coder SET name = left(name, -1)")
