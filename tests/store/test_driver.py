"""Rows in and out by the driver's own cursor are those that SQLAlchemy would bind and read."""

import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select, update

from qualwb.acts import codings
from qualwb.acts.passages import passage_at
from qualwb.acts.researcher import Researcher
from qualwb.model import Coding, Participant, Round, Source, Turn
from qualwb.store import driver
from qualwb.store.images import digest_of_json, digest_of_rows
from qualwb.store.journal import table_of

values = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.lists(st.integers()))
)


@given(st.lists(st.lists(values | st.sampled_from(["], [", "]", ", [", '"], ["']), max_size=4), max_size=6))
def test_the_digest_is_over_one_list_after_another(rows: list[list[Any]]) -> None:
    one_by_one = "".join(json.dumps(row, ensure_ascii=False) for row in rows)
    assert digest_of_rows(rows) == hashlib.sha256(one_by_one.encode("utf-8", "surrogatepass")).hexdigest()


AWKWARD = [
    "".join(map(chr, range(1, 0x2FF))),
    "null\0within",
    '"], ["',
    "\u2028\u2029\ufeff\ufffe 👩\u200d👩 \U0010ffff",
    "\\u0041 \\ \\n",
]


@pytest.mark.file_only
@pytest.mark.parametrize("quote", AWKWARD, ids=range(len(AWKWARD)))
def test_sqlite_makes_the_same_json_of_rows_as_python(material: Researcher, quote: str) -> None:
    table = table_of(Coding)
    with material.project.reading() as connection:
        passages = [passage_at(connection, "Intervju 1", at, 9) for at in (0, 1)]
    codings.apply(material, passages[0], ["kod"], create=True, cited=True)
    codings.apply(material, passages[1], ["kod"])
    with material.project.writing() as connection:
        connection.execute(update(table).where(table.c.id == 2).values(quote=quote, orphaned_from=7))
        rows = driver.all_rows(connection, table)
        as_json = list(driver.run_as_json(connection, table, 1, 2))
    assert [json.loads(row) for row in as_json] == [list(row) for row in rows]
    assert digest_of_json(as_json) == digest_of_rows(rows)


@pytest.mark.file_only
@pytest.mark.parametrize("record", [Turn, Round, Source])
def test_sqlite_makes_the_json_of_numbers_and_of_truth_as_python(
    material: Researcher, record: type[Any]
) -> None:
    with material.act("test") as act:
        act.insert(Round, name="2", position=2, blind=True)
        act.update(Turn, 1, time_start=0.0, time_end=12.25)
    table = table_of(record)
    with material.project.reading() as connection:
        rows = driver.all_rows(connection, table)
        as_json = list(driver.run_as_json(connection, table, 1, len(rows)))
    assert digest_of_json(as_json) == digest_of_rows([] if record is Source else rows)


@pytest.mark.file_only
def test_rows_end_where_one_cant_be_written_as_json(material: Researcher) -> None:
    with material.project.writing() as connection:
        connection.exec_driver_sql("UPDATE turn SET kind = 'speech', time_start = x'00' WHERE number = 2")
        assert len(list(driver.run_as_json(connection, table_of(Turn), 1, 9))) < 2


@pytest.mark.parametrize("record", [Turn, Coding, Participant, Source])
def test_whole_rows_come_back_as_sqlalchemy_reads_them(material: Researcher, record: type[Any]) -> None:
    table = table_of(record)
    with material.project.reading() as connection:
        passage = passage_at(connection, "Intervju 1", 0, 9)
    codings.apply(material, passage, ["kod"], create=True, cited=True)
    with material.project.reading() as connection:
        rows = connection.execute(select(table).order_by(table.c.id)).all()
        assert rows
        first, last = rows[0].id, rows[-1].id
        assert [tuple(row) for row in driver.rows_of_run(connection, table, first, last)] == list(
            map(tuple, rows)
        )


@pytest.mark.parametrize("times", [(0, 1), (0.5, None)])
def test_what_is_inserted_stands_as_sqlalchemy_would_store_it(
    material: Researcher, times: tuple[float | None, float | None]
) -> None:
    turns, people = table_of(Turn), table_of(Participant)
    with material.project.writing() as connection:
        place = {
            "source_id": 1,
            "speaker_id": None,
            "question_id": None,
            "kind": "text",
            "start": 9,
            "end": 9,
        }
        turn = {**place, "time_start": times[0], "time_end": times[1]}
        person = {"group_id": 1, "role": "unknown", "attributes": {"ålder": [4, None]}}
        key = driver.insert_row(connection, people, {**person, "alias": "en", "uid": "en"})
        second = connection.execute(insert(people).values(**person, alias="två")).inserted_primary_key
        at = driver.new_keys(connection, turns, 1)
        driver.insert_columns(
            connection, turns, {"id": [at], "number": [900], **{n: [v] for n, v in turn.items()}}
        )
        third = connection.execute(insert(turns).values(number=901, **turn)).inserted_primary_key
        for table, first, other in ((people, key, second), (turns, at, third)):
            ours, theirs = (
                connection.exec_driver_sql(f"SELECT * FROM {table.name} WHERE id = {stored}").mappings().one()
                for stored in (first, *other)
            )
            given_apart = {"id", "uid", "alias", "number"}
            alike = [name for name in ours if name not in given_apart]
            assert [ours[name] for name in alike] == [theirs[name] for name in alike]
            assert [type(value) for value in ours.values()] == [type(value) for value in theirs.values()]


def test_a_constant_statement_is_asked_with_its_values(material: Researcher) -> None:
    numbers = select(Turn.number).where(Turn.source_id == driver.given("source"), Turn.number > 1)
    numbers = numbers.order_by(Turn.number)
    with material.project.reading() as connection:
        expected = [tuple(row) for row in connection.execute(numbers, {"source": 1})]
        assert driver.fetch(connection, numbers, source=1) == expected
        assert expected
        assert driver.fetch(connection, numbers, source=99) == []


def test_a_constant_statement_takes_any_number_of_keys(material: Researcher) -> None:
    statement = select(Turn.id).where(Turn.id.in_(driver.given_keys("kept"))).order_by(Turn.id)
    with material.project.reading() as connection:
        every = [key for (key,) in connection.execute(select(Turn.id).order_by(Turn.id))]
        assert len(every) > 2
        for kept in ([], every[1:2], every):
            found = driver.fetch(connection, statement, kept=driver.as_keys(kept))
            assert [key for (key,) in found] == kept


def test_a_row_by_its_key_is_the_one_that_sqlalchemy_reads(material: Researcher) -> None:
    table = table_of(Participant)
    with material.project.reading() as connection:
        row = connection.execute(select(table)).mappings().first()
        assert row is not None
        assert driver.row_of(connection, table, row["id"]) == dict(row)
        with pytest.raises(ValueError, match="unpack"):
            driver.row_of(connection, table, 10**9)


def test_rows_given_by_column_have_defaults_of_their_own(material: Researcher) -> None:
    with material.act("test") as act:
        columns = {
            "group_id": [1, 1],
            "alias": ["en till\u202e", "en annan"],
            "role": ["unknown", "observer"],
        }
        keys = act.insert_columns(Participant, 2, columns)
        assert list(act.insert_columns(Participant, 0, {})) == []
    with material.project.reading() as connection:
        one, other = (driver.row_of(connection, table_of(Participant), key) for key in keys)
    assert (one["alias"], other["alias"]) == ("en till", "en annan")
    assert (one["role"], other["role"]) == ("unknown", "observer")
    assert one["attributes"] == other["attributes"] == {}
    assert len(one["uid"]) == 36
    assert one["uid"] != other["uid"]
