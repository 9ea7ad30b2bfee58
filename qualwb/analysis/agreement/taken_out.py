"""What stood in a round of consensus and was taken out of it, or given another code, since."""

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection, select

from qualwb.act_words import MERGE
from qualwb.model import Coding, Round
from qualwb.store.driver import as_keys, fetch, given_keys
from qualwb.store.images import Image, keys_of, rows_in
from qualwb.store.undone import images_of_standing

TAKING = ("coding.remove", "coding.recode", MERGE)
"""Acts that take codings out of a round, one by one or with what was done in another project."""
Words = tuple[int, int, str]
"""Source, code and words of a coding: places move where a text is corrected."""


_WORDS = (Coding.id, Coding.source_id, Coding.code_id, Coding.quote)
_OF_KEYS = select(*_WORDS, Coding.round_id).where(Coding.id.in_(given_keys("codings")))


def taken_out(
    connection: Connection, codings: Mapping[int, tuple[str, str]], round_: str
) -> dict[int, tuple[str, str]]:
    """Those of these codings, by key, whose code stood on their words in the round and does no longer."""
    if not codings:
        return {}
    gone = frozenset(_gone(connection, round_))
    rows = fetch(connection, _OF_KEYS, codings=as_keys(codings)) if gone else ()
    return {key: codings[key] for key, *words, _round in rows if tuple(words) in gone}


def _gone(connection: Connection, round_: str) -> Iterator[Words]:
    """What acts that stand took out of the round."""
    key = connection.execute(select(Round.id).where(Round.name == round_)).scalar()
    acts = images_of_standing(connection, TAKING)
    images = [image for _act, one in acts for image in one if image["table"] == Coding.__tablename__]
    for image in images:
        if image["op"] in ("delete", "delete_many"):
            for row in rows_in(image):
                if row["round_id"] == key:
                    yield row["source_id"], row["code_id"], row["quote"]
    yield from _recoded(connection, images, key)


def _recoded(connection: Connection, images: Iterable[Image], round_key: int | None) -> Iterator[Words]:
    """What had another code, of codings that stand in the round still."""
    before = [
        (coding, image["before"]["code_id"])
        for image in images
        if image["op"] in ("update", "update_many") and "code_id" in image["before"]
        for coding in keys_of(image)
    ]
    rows = fetch(connection, _OF_KEYS, codings=as_keys(key for key, _code in before)) if before else ()
    there = {key: (source, quote) for key, source, _code, quote, of_round in rows if of_round == round_key}
    for coding, code in before:
        if coding in there:
            source, quote = there[coding]
            yield source, code, quote
