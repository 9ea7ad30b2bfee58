"""What a project needs and other programs leave out: who coded, in which round, whose group."""

from collections.abc import Iterable

from qualwb.localization import gettext as _
from qualwb.portable.arrival import Wishes, stable_id
from qualwb.portable.records import Coder, Group, Round, Uid
from qualwb.safe_text import one_line
from qualwb.same_name import same_name


class Signatures:
    """The coders of a file by name, each made when it is first met, and the one round of its codings.

    ``coders`` and ``rounds`` are those that are there already.
    """

    def __init__(self, wishes: Wishes, coders: Iterable[Coder] = (), rounds: Iterable[Round] = ()) -> None:
        self._unsigned = wishes.coder or _("Unknown")
        self._coders = {same_name(one.name): one for one in coders}
        key = same_name(wishes.round)
        known = {same_name(one.name): one for one in rounds}
        self.round = known.get(key) or Round(stable_id("round", key), wishes.round)
        self.rounds = tuple({**known, key: self.round}.values())

    def coder(self, name: str = "") -> Uid:
        """The coder of that name; of '' the one that is wished for what nobody signed."""
        name = one_line(name) or self._unsigned
        key = same_name(name)
        if key not in self._coders:
            self._coders[key] = Coder(stable_id("coder", key), name)
        return self._coders[key].uid

    @property
    def coders(self) -> tuple[Coder, ...]:
        """Those that were there and those that were met, in that order."""
        return tuple(self._coders.values())


def own_group(source: Uid, name: str) -> Group:
    """The group of a source that its file puts in none: one of its own that is called like it."""
    return Group(stable_id("group", source), name)
