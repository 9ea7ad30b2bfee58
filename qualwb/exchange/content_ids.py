"""Stable ids out of what things say, for files whose row numbers mean something else in each copy of them."""

from collections import Counter

from qualwb.portable.arrival import stable_id
from qualwb.portable.records import Uid


class ContentIds:
    """The ids of one file. ``project`` tells it apart from others, and is the same in each copy of it.

    Numbers of rows are no content: a copy gives them to other things, and a program may use them again.
    """

    def __init__(self, *project: object) -> None:
        self._project = project
        self._given: Counter[Uid] = Counter()

    def new(self, *content: object) -> Uid:
        """The id of a thing that says this; things that say the same are told apart by their order."""
        uid = stable_id(*self._project, *content)
        self._given[uid] += 1
        return uid if self._given[uid] == 1 else stable_id(uid, self._given[uid])

    def missing(self, kind: str, number: object) -> Uid:
        """The id of a thing that a row refers to and that the file does not have: nothing has it."""
        return stable_id(*self._project, "missing", kind, number)
