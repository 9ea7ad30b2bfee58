"""The facts of method that the store knows: groups, people, coders, codings, how themes came about.

The items are those of COREQ (Tong, Sainsbury & Craig 2007, Int J Qual Health Care 19(6), 349-357).
"""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from qualwb import __version__
from qualwb.analysis.log import log_entries
from qualwb.analysis.memos import memo_list
from qualwb.analysis.people import ParticipantRow, participant_list, question_list
from qualwb.analysis.sources import SourceRow, source_list
from qualwb.analysis.who_counts import is_left_out, takes_part
from qualwb.exchange.journal_words import act_in_words
from qualwb.exchange.numbers import clock
from qualwb.exchange.report.blocks import Block, FactList, Heading, Paragraph
from qualwb.exchange.tables.table import Cell, Table
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model import Code, Coder, Coding, Group, Round, Theme

if TYPE_CHECKING:
    from qualwb.analysis.log import LogEntry
    from qualwb.analysis.saturation import Saturation
    from qualwb.analysis.selection import Selection

DERIVING = ("theme.", "code.merge", "code.split", "code.rename", "code.move", "code.delete")
"""Acts that change what themes and codes mean."""
SMALL_CELL = 5
"""Fewer people than this behind an attribute may be known by it."""


class Method:
    """What is read once and told in several places."""

    def __init__(self, connection: Connection, selection: "Selection", saturation: "Saturation") -> None:
        self.connection = connection
        self.saturation = saturation
        self.sources: Sequence[SourceRow] = source_list(connection, selection)
        self.people: Sequence[ParticipantRow] = participant_list(connection, selection)
        self.members = [person for person in self.people if not is_left_out(person.role)]
        self.groups = list(dict.fromkeys(row.group for row in self.sources))
        self.acts: Sequence[LogEntry] = tuple(reversed(log_entries(connection)))

    def blocks(self) -> list[Block]:
        """The chapter on method."""
        circumstances = self.circumstances_table()
        return [
            Heading(1, _("Method")),
            Paragraph(_("Read from the project; what it does not know is for the researchers to add.")),
            FactList(self.groups_table()),
            *([FactList(circumstances)] if len(circumstances.columns) > 1 else []),
            *self._attributes(),
            FactList(self.coders_table()),
            FactList(self.coreq_table()),
        ]

    def groups_table(self) -> Table:
        """Size and talk of each group."""
        rows: list[tuple[Cell, ...]] = []
        for group in self.groups:
            sources = [row for row in self.sources if row.group == group]
            rows.append(
                (
                    *(group, self._count(group, takes_part), self._count(group, "moderator".__eq__)),
                    *(self._count(group, "observer".__eq__), sum(row.turns for row in sources)),
                    *(sum(row.words for row in sources), self._length(sources)),
                )
            )
        return Table(
            (
                *(_("Group"), _("Participants"), _("Moderators"), _("Observers"), _("Turns"), _("Words")),
                _("Length"),
            ),
            rows,
            title=_("The groups"),
            numeric=frozenset(range(1, 7)),
        )

    def circumstances_table(self) -> Table:
        """What the researcher has noted about each group: date, place and the like."""
        attributes = self._group_attributes()
        names = list(dict.fromkeys(name for values in attributes.values() for name in values))
        return Table(
            (_("Group"), *names),
            [(group, *(attributes[group].get(name, "") for name in names)) for group in self.groups],
            title=_("About the groups"),
        )

    def coders_table(self) -> Table:
        """How much each coder coded in each round."""
        counted = self.connection.execute(
            select(Coder.name, Round.name, func.count(Coding.id), func.count(Coding.source_id.distinct()))
            .join_from(Coding, Coder, Coder.id == Coding.coder_id)
            .join(Round, Round.id == Coding.round_id)
            .where(Coding.orphaned_from.is_(None))
            .group_by(Coder.id, Round.id)
            .order_by(Round.position, Round.id, Coder.name)
        )
        return Table(
            (_("Coder"), _("Round"), _("Codings"), _("Sources")),
            [tuple(row) for row in counted],
            title=_("The coders"),
            numeric=frozenset({2, 3}),
        )

    def coreq_table(self) -> Table:
        """Items of COREQ with what the project knows of each."""
        items = (
            (12, _("Sample size"), self._sample()),
            (15, _("Presence of non-participants"), self._observers()),
            (16, _("Description of sample"), self._attribute_names()),
            (17, _("Interview guide"), self._guide()),
            (18, _("Repeat interviews"), self._repeats()),
            (20, _("Field notes"), self._notes()),
            (21, _("Duration"), self._durations()),
            (22, _("Data saturation"), self._saturation()),
            (24, _("Number of data coders"), self._coders()),
            (25, _("Description of the coding tree"), self._tree()),
            (26, _("Derivation of themes"), self._derivation()),
            (27, _("Software"), f"qualwb {__version__}"),
            (29, _("Quotations presented"), _("yes, each cited by its group")),
            (31, _("Clarity of major themes"), self._themes(major=True)),
            (32, _("Clarity of minor themes"), self._themes(major=False)),
        )
        return Table(
            (_("No."), _("Item"), _("What the project holds")),
            [(number, item, told or _("not in the project")) for number, item, told in items],
            title=_("COREQ items filled from the project"),
            numeric=frozenset({0}),
        )

    def derivation_table(self) -> Table:
        """The acts that made the codes and themes what they are, oldest first, undone ones left out."""
        acts = [act for act in self.acts if act.act.startswith(DERIVING) and not act.undone]
        return Table(
            (_("Date"), _("Coder"), _("Act"), _("What"), _("Reason")),
            [(act.at[:10], act.coder, act_in_words(act.act), act.summary, act.reason) for act in acts],
            title=_("How codes and themes came about"),
        )

    def _attributes(self) -> list[Block]:
        """How many people bear each value of each attribute, with a warning for small cells."""
        counted: Counter[tuple[str, str]] = Counter()
        for person in self.members:
            counted.update((name, str(value)) for name, value in person.attributes.items())
        if not counted:
            return []
        names = list(dict.fromkeys(name for person in self.members for name in person.attributes))
        rows: list[tuple[Cell, ...]] = [
            (name, value, n)
            for name in names
            for (other, value), n in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
            if other == name
        ]
        small = any(n < SMALL_CELL for n in counted.values())
        note = _("Fewer than {n} people share some of these values: they may be known by them.")
        return [
            FactList(
                Table(
                    (_("Attribute"), _("Value"), _("Participants")),
                    rows,
                    title=_("The participants"),
                    notes=(note.format(n=SMALL_CELL),) if small else (),
                    numeric=frozenset({2}),
                )
            )
        ]

    def only_quotes(self) -> bool:
        """Whether all codings are the quotes of a printed report."""
        origins = set(self.connection.execute(select(Coding.origin).distinct()).scalars())
        return origins == {"report"}

    def _count(self, group: str, has_role: Callable[[str], bool]) -> int | None:
        if not any(person.group == group for person in self.people):
            return None  # nobody is known, which is not nobody
        return sum(person.group == group and has_role(person.role) for person in self.people)

    def _length(self, sources: Sequence[SourceRow]) -> str:
        known = [row.seconds for row in sources if row.seconds is not None]
        return clock(sum(known)) if known and len(known) == len(sources) else ""

    def _group_attributes(self) -> dict[str, dict[str, str]]:
        rows = self.connection.execute(select(Group.name, Group.attributes))
        known = {name: {key: _shown(value) for key, value in (held or {}).items()} for name, held in rows}
        for row in self.sources:
            for key, value in row.attributes.items():
                known[row.group].setdefault(key, _shown(value))
        return known

    def _sample(self) -> str:
        groups = ngettext("{n} group", "{n} groups", len(self.groups)).format(n=len(self.groups))
        if not self.members:
            return groups
        people = ngettext("{n} participant", "{n} participants", len(self.members)).format(
            n=len(self.members)
        )
        return f"{groups}, {people}"

    def _observers(self) -> str:
        n = sum(person.role == "observer" for person in self.people)
        return ngettext("{n} observer took part", "{n} observers took part", n).format(n=n) if n else ""

    def _attribute_names(self) -> str:
        return ", ".join(dict.fromkeys(name for person in self.members for name in person.attributes))

    def _guide(self) -> str:
        questions = question_list(self.connection)
        labels = "; ".join(row.label for row in questions)
        n = len(questions)
        told = ngettext("{n} question: {labels}", "{n} questions: {labels}", n)
        return told.format(n=n, labels=labels) if n else ""

    def _repeats(self) -> str:
        again = [group for group in self.groups if sum(row.group == group for row in self.sources) > 1]
        return ", ".join(again) or _("none: one source a group")

    def _notes(self) -> str:
        kinds = Counter(memo.kind for memo in memo_list(self.connection))
        return ", ".join(f"{n} {_(kind)}" for kind, n in sorted(kinds.items()))

    def _durations(self) -> str:
        known = sorted(row.seconds for row in self.sources if row.seconds is not None)
        if not known:
            return ""
        span = clock(known[0]) if known[0] == known[-1] else f"{clock(known[0])}–{clock(known[-1])}"
        return _("{span} ({n} of {k} sources have times)").format(
            span=span, n=len(known), k=len(self.sources)
        )

    def _saturation(self) -> str:
        found = self.saturation
        if not found.units:
            return ""
        told = _("{items} themes; new per group: {new}").format(
            items=found.items, new=", ".join(map(str, found.new))
        )
        return "; ".join((told, *found.warnings[:1]))

    def _coders(self) -> str:
        rows = self.connection.execute(
            select(Coder.name).where(Coder.id.in_(select(Coding.coder_id))).order_by(Coder.name)
        )
        names = list(rows.scalars())
        return f"{len(names)}: {', '.join(names)}" if names else ""

    def _tree(self) -> str:
        codes, top = self.connection.execute(
            select(func.count(), func.count().filter(Code.parent_id.is_(None))).select_from(Code)
        ).one()
        return _("{n} codes, {top} of them at the top; the tree is in the appendix").format(n=codes, top=top)

    def _derivation(self) -> str:
        origins = self.connection.execute(
            select(Coding.origin, func.count()).group_by(Coding.origin).order_by(func.count().desc())
        )
        named = ", ".join(f"{_(origin)} {n}" for origin, n in origins)
        acts = Counter(act.act for act in self.acts if act.act.startswith(DERIVING) and not act.undone)
        changes = ", ".join(f"{act_in_words(act)} {n}" for act, n in sorted(acts.items()))
        return "; ".join(
            filter(
                None,
                (
                    _("origin of codings: {origins}").format(origins=named) if named else "",
                    _("acts in the journal: {acts}").format(acts=changes) if changes else "",
                ),
            )
        )

    def _themes(self, *, major: bool) -> str:
        top = Theme.parent_id.is_(None) if major else Theme.parent_id.is_not(None)
        n = self.connection.execute(select(func.count()).select_from(Theme).where(top)).scalar_one()
        return ngettext("{n} theme", "{n} themes", n).format(n=n) if n else ""


def _shown(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
