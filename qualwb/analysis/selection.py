"""What of a project is asked about: filters by name."""

from dataclasses import dataclass

from qualwb.analysis.slices import Slice
from qualwb.analysis.who_counts import MODERATOR_COUNTS
from qualwb.localization import gettext as _


@dataclass(frozen=True, slots=True)
class Selection:
    """Filters by name; an empty one lets everything through. Filters of different kinds hold together.

    Themes stand for the themes beneath them too; codes do so with ``roll_up``. ``participants`` are aliases
    ('D1') or, to say whose, 'Grupp 2/D1'. ``attributes`` are (name, value) pairs of groups, sources or
    participants; values of one name are alternatives. ``cited`` keeps key quotes alone (or leaves them out).
    Unless ``moderator``, a passage counts when one of its turns at least is by somebody who is not left out.
    ``text`` keeps passages that hold these words, without regard to case. ``slices`` are rows and columns
    of a table, exactly: of speakers, participants and questions, a turn that counts must be in the passage.
    """

    coders: tuple[str, ...] = ()
    rounds: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    cited: bool | None = None
    moderator: bool = MODERATOR_COUNTS
    roll_up: bool = False
    text: str = ""
    slices: tuple[Slice, ...] = ()

    def describe(self) -> tuple[str, ...]:
        """One line a filter that is set, for the foot of a table."""
        named = (
            (_("Coders: {names}"), self._names("coders", self.coders)),
            (_("Rounds: {names}"), self.rounds),
            (_("Groups: {names}"), self._names("groups", self.groups)),
            (_("Sources: {names}"), self._names("sources", self.sources)),
            (_("Themes: {names}"), self._names("themes", self.themes)),
            (_("Codes: {names}"), self._names("codes", self.codes)),
            (_("Participants: {names}"), self._names("participants", self.participants)),
            (_("Speakers: {names}"), self._names("speakers")),
            (_("Questions: {names}"), self._names("questions")),
            (_("Attributes: {names}"), tuple(f"{name} = {value}" for name, value in self.attributes)),
        )
        lines = [line.format(names=", ".join(names)) for line, names in named if names]
        if self.cited is not None:
            lines.append(_("Key quotes only") if self.cited else _("Without key quotes"))
        if self.text:
            lines.append(_("Passages with '{text}'").format(text=self.text))
        return tuple(lines)

    def _names(self, kind: str, names: tuple[str, ...] = ()) -> tuple[str, ...]:
        """What a kind is narrowed to: the names given, and the slices that have one."""
        return (*names, *(one.name for one in self.slices if one.kind == kind and one.name))


EVERYTHING = Selection()
"""All of the project, in the round that it asks for."""
