"""Acts on codes that changed codings after they were made: what is counted are the codes as they are now."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from sqlalchemy import Connection, select

from qualwb.act_words import MERGE, RECEIVE
from qualwb.model import Coding
from qualwb.store.images import Image, keys_of, rows_in
from qualwb.store.undone import images_of_standing

REWORKING = ("code.merge", "code.split", "code.delete", MERGE)
"""Acts that may give codings other codes, or take them away, whoever's they are."""


class Reworked(NamedTuple):
    """What was done to the codes of codings since these were made."""

    acts: int = 0
    """Acts that stand and merged, split or deleted codes."""
    arrived: bool = False
    """Whether codings came in another format, without the journal of what was done before."""


NOT_REWORKED = Reworked()


def reworked_codes(connection: Connection, round_key: int, coders: Collection[int]) -> Reworked:
    """What was done to the codes of these coders' codings in a round."""
    standing = images_of_standing(connection, (*REWORKING, RECEIVE))
    if not standing:
        return NOT_REWORKED
    codings = select(Coding.id).where(Coding.round_id == round_key, Coding.coder_id.in_(coders))
    keys = frozenset(connection.execute(codings).scalars())
    return Reworked(
        sum(_touches(images, round_key, coders, keys) for act, images in standing if act != RECEIVE),
        any(_brings(images, keys) for act, images in standing if act == RECEIVE),
    )


def _brings(images: Iterable[Image], keys: frozenset[int]) -> bool:
    """Whether some of the codings are among what an act wrote."""
    return any(
        image["table"] == Coding.__tablename__
        and image["op"] in ("insert", "insert_many")
        and not keys.isdisjoint(keys_of(image))
        for image in images
    )


def _touches(images: Iterable[Image], round_key: int, coders: Collection[int], keys: frozenset[int]) -> bool:
    """Whether codings of the coders in the round are among what an act changed or took."""
    for image in images:
        if image["table"] == Coding.__tablename__ and image["op"] != "past":
            took = rows_in(image) if image["op"] in ("delete", "delete_many") else ()
            gone = (row["round_id"] == round_key and row["coder_id"] in coders for row in took)
            recoded = "code_id" in image.get("after", ()) and image["op"] in ("update", "update_many")
            if any(gone) or (recoded and not keys.isdisjoint(keys_of(image))):
                return True
    return False
