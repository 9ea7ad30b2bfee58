"""What of a project is asked about: filters by name."""

from dataclasses import dataclass

from qualwb.analysis.slices import Slice
from qualwb.analysis.who_counts import MODERATOR_COUNTS
from qualwb.localization import gettext as _
from qualwb.localization import ngettext

ALL_GROUPS = 0
"""Stands for the number of all groups there are."""


def in_groups_words(least: int) -> str:
    """In how many groups at least something is found, in words."""
    if least == ALL_GROUPS:
        return _("Found in all groups")
    return ngettext("Found in {n} group or more", "Found in {n} groups or more", least).format(n=least)


@dataclass(frozen=True, slots=True)
class Selection:
    """Filters by name; an empty one lets everything through. Filters of different kinds hold together.

    Themes stand for the themes beneath them too; codes do so with ``roll_up``. ``participants`` are aliases
    ('D1') or, to say whose, 'Grupp 2/D1'. ``attributes`` are (name, value) pairs of groups, sources or
    participants; values of one name are alternatives. ``cited`` keeps key quotes alone (or leaves them out).
    Unless ``moderator``, a passage counts when one of its turns at least is by somebody who is not left out.
    ``text`` keeps passages that hold these words, without regard to case. ``slices`` are rows and columns
    of a table, exactly: of speakers, participants and questions, a turn that counts must be in the passage.
    ``in_groups`` keeps, of tables, the themes or codes found in so many groups of the selection at least
    (``ALL_GROUPS``: in all of them), and of quotes those that bear a code of such a theme.
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
    in_groups: int | None = None
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
        if self.in_groups is not None:
            lines.append(in_groups_words(self.in_groups))
        return tuple(lines)

    def _names(self, kind: str, names: tuple[str, ...] = ()) -> tuple[str, ...]:
        """What a kind is narrowed to: the names given, and the slices that have one."""
        return (*names, *(one.name for one in self.slices if one.kind == kind and one.name))


EVERYTHING = Selection()
"""All of the project, in the round that it asks for."""
