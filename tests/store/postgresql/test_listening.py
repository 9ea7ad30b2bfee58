"""Listening to a project on a server: what others do, who is where, and lost connections."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from qualwb.store.engines.postgresql.attendance import Attendance
from qualwb.store.engines.postgresql.listening import Listener, Rhythm
from qualwb.store.engines.postgresql.notices import CHANNEL, NOTIFY
from qualwb.store.live import Acted, Colleague, ColleaguesMoved, ConnectionLost, LookAnew, WorkPlace
from tests.postgresql.cluster import Cluster
from tests.postgresql.slow_network import SlowNetwork
from tests.store.postgresql.hearing import LONG, Hearer, act, cut_all, hearing, until


def test_an_act_is_heard_by_the_others_though_they_ask_for_nothing(database: str) -> None:
    """The server tells of it by itself: it takes no longer than the way."""
    asks_nothing = Rhythm(beat=LONG, gone_after=LONG, probe_after=LONG, patience=LONG)
    with hearing(database, "Anna", "Bo", rhythm=asks_nothing) as (anna, bo):
        act(database, 7, "Cilla")
        assert anna.wait_for(Acted) == bo.wait_for(Acted) == [Acted(7, "Cilla")]


def test_ones_own_act_is_no_news(database: str) -> None:
    with hearing(database, "Anna", "Bo") as (anna, bo):
        act(database, 7, "Anna", anna.session)
        act(database, 8, "Anna", "another")
        assert bo.wait_for(Acted, 2) == [Acted(7, "Anna"), Acted(8, "Anna")]
        assert anna.wait_for(Acted) == [Acted(8, "Anna")]


def test_an_act_that_is_not_stored_is_not_told(database: str) -> None:
    with hearing(database, "Anna") as (anna,):
        with psycopg.connect(database) as connection:
            connection.execute(NOTIFY, [CHANNEL, '{"kind":"act","number":1,"coder":"B","session":"b"}'])
            connection.rollback()
        act(database, 2)
        assert anna.wait_for(Acted) == [Acted(2, "Cilla")]


def test_all_of_a_burst_are_heard_in_order(database: str) -> None:
    with hearing(database, "Anna") as (anna,):
        for number in range(200):
            act(database, number)
        assert [event.number for event in anna.wait_for(Acted, 200)] == list(range(200))


def heard(connection: psycopg.Connection) -> Iterator[str]:
    """What is told on the channel, who is where among it, as it comes."""
    return (notify.payload for notify in connection.notifies(timeout=10))


def test_what_is_told_of_an_act_says_nothing_of_it(database: str) -> None:
    with hearing(database, "Anna"), psycopg.connect(database, autocommit=True) as connection:
        connection.execute("LISTEN qualwb")
        act(database, 7)
        told = list(islice((said for said in heard(connection) if '"kind":"act"' in said), 1))
    assert told == ['{"kind":"act","number":7,"coder":"Cilla","session":"another"}']


def test_who_comes_is_seen_and_sees_who_is_there_and_goes(database: str) -> None:
    with hearing(database, "Anna") as (anna,):
        anna.listener.be_at(WorkPlace("Anna", "code", "uid-1"))
        with hearing(database, "Bo") as (bo,):
            anna.wait(lambda: anna.seen == [("Bo", "code", "")])
            bo.wait(lambda: bo.seen == [("Anna", "code", "uid-1")])
            bo.listener.be_at(WorkPlace("Bo", "themes"))
            anna.wait(lambda: anna.seen == [("Bo", "themes", "")])
        anna.wait(lambda: anna.seen == [])


def test_who_falls_silent_is_gone(database: str) -> None:
    with hearing(database, "Anna", rhythm=Rhythm(gone_after=0.2, probe_after=0.1)) as (anna,):
        here = '{"kind":"here","coder":"Bo","screen":"code","source":"","asks":false,"session":"bo"}'
        with psycopg.connect(database) as connection:
            connection.execute(NOTIFY, [CHANNEL, here])
        anna.wait_for(ColleaguesMoved, 2)  # came, and is gone
        assert anna.seen == []


def test_who_stays_says_so_again_and_again(database: str) -> None:
    with hearing(database, "Anna", "Bo", rhythm=Rhythm(beat=0.05)) as (anna, _bo):
        anna.wait(lambda: anna.seen == [("Bo", "code", "")])
        moved, heard = len(anna.of(ColleaguesMoved)), set()
        until(lambda: heard.add(anna.listener.colleagues[0].seen_at) or len(heard) > 3)
        assert len(anna.of(ColleaguesMoved)) == moved


def test_who_says_so_in_time_is_not_gone() -> None:
    attendance, came = Attendance(gone_after=60), datetime(2026, 1, 1, tzinfo=UTC)
    for seconds in (0, 50, 100):
        seen_at = came + timedelta(seconds=seconds)
        assert attendance.came(Colleague("bo", WorkPlace("Bo", "code"), seen_at)) is (seconds == 0)
        assert not attendance.expire(seen_at + timedelta(seconds=60))
    assert attendance.expire(came + timedelta(seconds=161))
    assert attendance.colleagues == ()


@pytest.mark.parametrize(
    "payload",
    [
        *(
            "",
            "x",
            "[]",
            "{}",
            '{"kind":"act"}',
            '{"session":1,"kind":"gone"}',
            '{"session":"b","kind":"here"}',
        ),
        *('{"session":"b","kind":"act","number":"1","coder":"B"}', '{"session":"b","kind":"new"}'),
    ],
)
def test_what_another_program_says_on_the_channel_does_no_harm(database: str, payload: str) -> None:
    with hearing(database, "Anna") as (anna,):
        with psycopg.connect(database) as connection:
            connection.execute(NOTIFY, [CHANNEL, payload])
        act(database, 3)
        assert anna.wait_for(Acted) == [Acted(3, "Cilla")]
        assert anna.seen == []


def test_a_name_that_a_terminal_would_obey_is_told_clean(database: str) -> None:
    with hearing(database, "Anna", "Bo\x1b[2J\nB") as (anna, _bo):
        anna.wait(lambda: anna.seen == [("Bo[2J B", "code", "")])


def test_a_cut_connection_is_told_and_mended(database: str) -> None:
    with hearing(database, "Anna", "Bo") as (anna, bo):
        anna.wait(lambda: anna.seen)
        assert cut_all(database) == 2
        anna.wait_for(LookAnew, 2)
        bo.wait_for(LookAnew, 2)
        assert len(anna.of(ConnectionLost)) == 1
        assert anna.listener.lost_since is None
        act(database, 9)
        assert anna.wait_for(Acted) == [Acted(9, "Cilla")]
        anna.wait(lambda: anna.seen == [("Bo", "code", "")])


def test_a_server_that_was_killed_is_found_again(server: Cluster) -> None:  # noqa: ARG001
    with Cluster() as mine:
        url = mine.create_database("live")
        with hearing(url, "Anna", "Bo", rhythm=Rhythm(pauses=(0.0, 0.05))) as (anna, _bo):
            anna.wait(lambda: anna.seen)
            mine.kill()
            (lost,) = anna.wait_for(ConnectionLost)
            assert anna.listener.lost_since == lost.since
            assert anna.seen == []
            mine.start()
            anna.wait_for(LookAnew, 2)
            assert anna.listener.lost_since is None
            assert anna.of(ConnectionLost) == [lost]
            act(url, 4)
            assert anna.wait_for(Acted) == [Acted(4, "Cilla")]
            anna.wait(lambda: anna.seen == [("Bo", "code", "")])


def test_who_doubts_the_connection_is_told_to_look_anew(database: str) -> None:
    with hearing(database, "Anna") as (anna,):
        anna.listener.doubt()
        anna.wait_for(LookAnew, 2)
        assert anna.of(ConnectionLost) == []


def test_a_network_that_swallows_everything_is_told_and_found_again(server: Cluster, database: str) -> None:
    name = conninfo_to_dict(database)["dbname"]
    with SlowNetwork(server.socket) as network, hearing(database, "Bo"):
        impatient = Rhythm(probe_after=0.2, patience=0.4, pauses=(0.0, 0.05), farewell=0.1)
        hearer = Hearer(server.url(str(name), port=network.port), "Anna", impatient)
        hearer.wait_for(LookAnew)
        with network.silent():
            hearer.wait_for(ConnectionLost)
        hearer.wait_for(LookAnew, 2)
        hearer.wait(lambda: hearer.seen == [("Bo", "code", "")])
        with network.silent():
            hearer.listener.close()
            until(hearer.is_gone)


def test_without_a_server_it_is_told_and_closes_at_once() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"postgresql://x@127.0.0.1:{nobody.getsockname()[1]}/x"
        hearer = Hearer(address, "Anna", Rhythm(pauses=(LONG,)))
        hearer.wait_for(ConnectionLost)
        hearer.listener.close()
        until(hearer.is_gone)  # though it is to try again much later


def test_after_closing_nothing_is_told(database: str) -> None:
    with hearing(database, "Anna", "Bo") as (anna, bo):
        anna.listener.close()
        told = len(anna.events)
        act(database, 1)
        bo.wait_for(Acted)
        assert len(anna.events) == told
        anna.listener.be_at(WorkPlace("Anna", "themes"))
        anna.listener.doubt()
        assert isinstance(anna.listener, Listener)
