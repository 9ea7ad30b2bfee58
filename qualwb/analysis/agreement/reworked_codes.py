"""Acts on codes that changed codings after they were made: what is counted are the codes as they are now."""

import json
from collections.abc import Collection, Iterable

from sqlalchemy import Connection, select

from qualwb.act_words import MERGE
from qualwb.model import Change, Coding
from qualwb.store.images import Image, keys_of, rows_in
from qualwb.store.undone import undone_acts

REWORKING = ("code.merge", "code.split", "code.delete", MERGE)
"""Acts that may give codings other codes, or take them away, whoever's they are."""


def times_reworked(connection: Connection, round_key: int, coders: Collection[int]) -> int:
    """How many acts that stand merged, split or deleted codes of these coders' codings in a round."""
    acts = select(Change.id, Change.images).where(Change.act.in_(REWORKING))
    found = connection.execute(acts).all()
    if not found:
        return 0
    undone = undone_acts(connection)
    standing = [json.loads(images) for number, images in found if number not in undone]
    codings = select(Coding.id).where(Coding.round_id == round_key, Coding.coder_id.in_(coders))
    keys = frozenset(connection.execute(codings).scalars())
    return sum(_touches(images, round_key, coders, keys) for images in standing)


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
