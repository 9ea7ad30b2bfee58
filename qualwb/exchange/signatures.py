"""Who coded, and in which round, where another program names its users or nobody at all."""

from qualwb.localization import gettext as _
from qualwb.portable.arrival import Wishes, stable_id
from qualwb.portable.records import Coder, Round, Uid
from qualwb.safe_text import one_line
from qualwb.same_name import same_name


class Signatures:
    """The coders of a file by name, each made when it is first met, and the one round of its codings."""

    def __init__(self, wishes: Wishes) -> None:
        self._unsigned = wishes.coder or _("Unknown")
        self._coders: dict[str, Coder] = {}
        self.round = Round(stable_id("round", same_name(wishes.round)), wishes.round)

    def coder(self, name: str = "") -> Uid:
        """The coder of that name; of '' the one that is wished for what nobody signed."""
        name = one_line(name) or self._unsigned
        key = same_name(name)
        if key not in self._coders:
            self._coders[key] = Coder(stable_id("coder", key), name)
        return self._coders[key].uid

    @property
    def coders(self) -> tuple[Coder, ...]:
        """Those that were met, in that order."""
        return tuple(self._coders.values())
