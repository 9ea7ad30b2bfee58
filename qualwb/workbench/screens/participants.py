"""The participants: who takes part under which alias, in what role, with what attributes."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

from textual.binding import Binding

from qualwb.acts import memos, people
from qualwb.acts.lookup import clean_name
from qualwb.analysis.connection import Connection, together
from qualwb.analysis.participation import participation
from qualwb.analysis.people import ParticipantRow, SpeakerRow, participant_list, speaker_list
from qualwb.analysis.who_counts import is_left_out, role_name
from qualwb.attribute_order import attribute_order
from qualwb.exchange.numbers import UNDEFINED, defined, percent
from qualwb.exchange.tables.marks import marks_table
from qualwb.exchange.tables.material import participants_table
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench import attributes
from qualwb.workbench.dialogs import Choice, ChoiceDialog, ConfirmDialog, LineDialog
from qualwb.workbench.registry import list_actions
from qualwb.workbench.registry.action import bindings
from qualwb.workbench.screens.attribute_grid import ask_attributes_of_people
from qualwb.workbench.screens.base import AskedText
from qualwb.workbench.screens.list_screen import ListScreen, lines
from qualwb.workbench.screens.person_marks import PersonMarks, person_marks
from qualwb.workbench.widgets.listing import ListColumn, Row
from qualwb.workbench.writing_dialogs import TextDialog

Person = tuple[str, str]
"""Group and alias."""


def make() -> "ParticipantsScreen":
    """The screen, for the app's table of screens."""
    return ParticipantsScreen()


class ParticipantsScreen(ListScreen):
    """Persons by group, a column an attribute."""

    BINDINGS: ClassVar[list[Binding]] = bindings(list_actions.PARTICIPANTS)  # type: ignore[assignment]
    BINDING_GROUP_TITLE = _("Participants")
    fixed = (
        ListColumn(_("Group"), 8, 24),
        ListColumn(_("Participant"), 12, 24),
        ListColumn(_("Role"), 11, 14),
        ListColumn(_("Turns"), 5, 7, rank=1, right=True),
        ListColumn(_("Words"), 5, 8, right=True),
        ListColumn(_("Share"), 5, 8, right=True),
    )

    def __init__(self) -> None:
        super().__init__()
        self._people: tuple[ParticipantRow, ...] = ()
        self._speakers: tuple[SpeakerRow, ...] = ()
        self._shares: dict[Person, float | None] = {}
        self._unnamed: dict[str, int] = {}
        """Turns of each group that name nobody."""
        self._names: tuple[str, ...] = ()
        self._shows_marks = False
        self._marks: PersonMarks | None = None

    def read_project(self) -> None:
        wants_marks = self._shows_marks
        first = None if self._people else self._names_first
        self.ask("people", lambda connection: find(connection, wants_marks), self._read, soon=first)

    def _names_first(self, connection: Connection) -> Callable[[], object]:
        """Show who takes part before their words are counted."""
        people_ = participant_list(connection, counted=False)
        return lambda: self._read((people_, (), {}, {}, None))

    def _read(self, found: Any) -> None:
        self._people, self._speakers, self._shares, self._unnamed, self._marks = found
        self._names = attribute_order(row.attributes for row in self._people)
        extra = self._marks.columns() if self._marks else [ListColumn(name, 6, 20) for name in self._names]
        self.columns = (*self.fixed, *(replace(column, rank=10 + n) for n, column in enumerate(extra)))
        self.fill()

    def rows(self) -> list[Row]:
        return [
            Row(
                (row.group, row.alias),
                (
                    row.group,
                    row.alias,
                    role_name(row.role),
                    str(defined(row.turns)),
                    str(defined(row.words)),
                    self._share_of(row),
                    *self._further_cells(row),
                ),
                "" if row.role == "participant" else "muted",
            )
            for row in self._people
        ]

    def _share_of(self, row: ParticipantRow) -> str:
        """A participant's share of what is said; where too many turns name nobody, that it is not known."""
        share = self._shares.get((row.group, row.alias))
        if share is not None:
            return percent(share)
        return UNDEFINED if row.role == "participant" and self._unnamed.get(row.group) else ""

    def _further_cells(self, row: ParticipantRow) -> list[str]:
        if self._marks:
            return self._marks.cells((row.group, row.alias))
        return [str(row.attributes.get(name, "")) for name in self._names]

    def summary(self) -> str:
        others = sum(is_left_out(row.role) for row in self._people)
        people_ = len(self._people) - others
        return " · ".join(
            (
                _("Participants"),
                ngettext("{n} participant", "{n} participants", people_).format(n=people_),
                ngettext("{n} moderator or observer", "{n} moderators and observers", others).format(
                    n=others
                ),
                _("marks of transcription") if self._marks else _("share: of the participants' words"),
            )
        )

    def empty_text(self) -> str:
        if self._speakers:
            return _("Labels without a person yet: V says who is behind each.")
        said = _("Nobody yet: people come with the transcripts (F8, i there imports).")
        return f"{said} " + _("Where a text names nobody, V on F2 says who speaks a turn.")

    def detail(self, key: Any) -> str:
        row = self._person(key)
        if row is None:
            return ""
        told = lines(
            [
                (_("Participant"), row.alias),
                (_("Group"), row.group),
                (_("Role"), role_name(row.role)),
                *row.attributes.items(),
            ]
        )
        labels = [
            f"  {s.label} · {s.source}: "
            + ngettext("{n} turn", "{n} turns", s.turns).format(n=s.turns)
            + ", "
            + ngettext("{n} word", "{n} words", s.words).format(n=s.words)
            for s in self._speakers
            if s.group == row.group and s.participant == row.alias
        ]
        nobody = [
            f"  {s.label} · {s.source}" for s in self._speakers if s.group == row.group and not s.participant
        ]
        parts = [told, "", _("Labels"), *labels]
        unnamed = self._unnamed.get(row.group)
        if unnamed and self._share_of(row) == UNDEFINED:
            said = ngettext(
                "No share: {n} turn of the group names nobody (V on F2 says who speaks).",
                "No share: {n} turns of the group name nobody (V on F2 says who speaks).",
                unnamed,
            )
            parts += ["", said.format(n=unnamed)]
        if nobody:
            parts += ["", _("Labels of this group that are no one person"), *nobody]
        return "\n".join(parts)

    def open_row(self, key: Any) -> None:
        """To the first words of the person."""
        with self.app.researcher.project.reading() as connection:
            place = first_turn(connection, self._speakers, key)
        if place is not None:
            self.app.show_passage(*place)

    def _person(self, key: Any) -> ParticipantRow | None:
        return next((row for row in self._people if (row.group, row.alias) == key), None)

    @property
    def current(self) -> ParticipantRow | None:
        """The person under the cursor."""
        return self._person(self.listing.key)

    @property
    def chosen(self) -> list[ParticipantRow]:
        """The marked persons, else the one under the cursor."""
        return [row for key in self.listing.chosen if (row := self._person(key)) is not None]

    # Acts

    def action_mark(self) -> None:
        """Mark the person, for an act on several."""
        self.listing.toggle_mark()

    def action_role(self) -> None:
        """Give the marked persons a role."""
        chosen = self.chosen
        persons = [(row.group, row.alias) for row in chosen]
        now = {row.role for row in chosen}
        choices = [
            Choice(role, f"{role_name(role)} ({_('now')})" if now == {role} else role_name(role))
            for role in people.ROLES
        ]

        def take(role: str | None) -> None:
            if role is not None:
                self.do(lambda: people.set_roles(self.app.researcher, persons, role))

        if chosen:
            title = _("Role of {names}").format(names=", ".join(row.alias for row in chosen))
            self.app.push_screen(ChoiceDialog(title, choices), take)

    def action_attributes(self) -> None:
        """Edit the person's attributes; names that others have are offered."""
        row = self.current
        if row is None:
            return
        now = dict(row.attributes)
        offered = {name: "" for name in self._names if name not in now}

        def take(text: str | None) -> None:
            if text is not None:
                self.do(lambda: self._describe(row, attributes.from_lines(text, now)))

        title = _("Attributes of '{name}': name = value, one a line").format(name=row.alias)
        self.app.push_screen(TextDialog(title, attributes.as_lines(now | offered)), take)

    def action_grid(self) -> None:
        """Change the attributes of all in a table."""
        ask_attributes_of_people(self)

    def _describe(self, row: ParticipantRow, changed: dict[str, Any]) -> None:
        if changed:
            people.describe_participant(self.app.researcher, row.group, row.alias, **changed)

    def action_alias(self) -> None:
        """Give the person another alias; one that is taken merges the two, after a question."""
        row = self.current
        if row is None:
            return
        taken = {other.alias for other in self._people if other.group == row.group} - {row.alias}

        def rename(alias: str) -> None:
            def act() -> None:
                people.rename_participant(self.app.researcher, row.group, row.alias, alias)
                self.seek((row.group, clean_name(alias)))

            self.do(act)

        def take(alias: str | None) -> None:
            if alias in taken:
                question = _("{one} and {other} become one person?").format(one=row.alias, other=alias)
                text = _("Their turns, notes and attributes are put together; u takes it back.")
                self.app.push_screen(
                    ConfirmDialog(question, text), lambda yes: rename(str(alias)) if yes else None
                )
            elif alias:
                rename(alias)

        title = _("Alias, in tables; quotes keep the label, which the screen of names replaces")
        self.app.push_screen(LineDialog(title, row.alias), take)

    def action_merge(self) -> None:
        """Make the marked persons one."""
        chosen = self.chosen
        if len(chosen) < 2 or len({row.group for row in chosen}) > 1:
            self.app.notify(_("Mark at least two persons of one group with space."), timeout=3)
            return
        group, aliases = chosen[0].group, [row.alias for row in chosen]
        choices = [Choice(alias, alias) for alias in aliases]

        def take(into: str | None) -> None:
            if into is not None:
                self.do(lambda: people.merge_participants(self.app.researcher, group, aliases, into))

        self.app.push_screen(ChoiceDialog(_("Under which alias?"), choices), take)

    def action_label(self) -> None:
        """Say who is behind a label of the group."""
        row = self.current
        mine = {str(n): s for n, s in enumerate(self._speakers) if row is None or s.group == row.group}
        if not mine:
            self.app.notify(_("No turn has a label: V on F2 says who speaks it."), timeout=4)
            return
        choices = [Choice(n, f"{s.label} · {s.source} = {s.participant or '–'}") for n, s in mine.items()]

        def take(number: str | None) -> None:
            if number is not None:
                self._ask_person(mine[number])

        self.app.push_screen(ChoiceDialog(_("Which label?"), choices), take)

    def _ask_person(self, speaker: SpeakerRow) -> None:
        known = [row.alias for row in self._people if row.group == speaker.group]
        choices = [Choice(f"={alias}", alias) for alias in known]
        choices += [Choice("+", _("+ somebody new")), Choice("-", _("no one person"))]

        def put(alias: str | None) -> None:
            people.set_participant(self.app.researcher, speaker.source, speaker.label, alias)

        def take(choice: str | None) -> None:
            if choice == "+":
                self.ask_line(_("Alias"), put, speaker.label)
            elif choice is not None:
                alias = choice.removeprefix(ChoiceDialog.NEW).removeprefix("=")
                self.do(lambda: put(None if choice == "-" else alias))

        title = _("Who is '{label}' in {source}?").format(label=speaker.label, source=speaker.source)
        self.app.push_screen(ChoiceDialog(title, choices, new=_("+ somebody new: '{name}'")), take)

    def action_memo(self) -> None:
        """Write a note on the person."""
        row = self.current
        if row is None:
            return

        def write(text: str, _was: str) -> None:
            memos.write(self.app.researcher, text, target="participant", name=row.alias, group=row.group)

        said = _("Memo written; F9 shows all memos.")
        self.ask_text(AskedText(_("Note on '{name}'").format(name=row.alias), write, said=said))

    def action_withdraw(self) -> None:
        """Remove what the person said, for good, after all of it was shown and the alias typed."""
        # What looks for names takes longer to load than the screen itself.
        from qualwb.workbench.screens.withdrawal import ask_withdrawal

        if (row := self.current) is not None:
            ask_withdrawal(self, row.group, row.alias)

    def action_export(self) -> None:
        """Write the list to a file: of the persons, or of their marks."""
        if (shown := self._marks) is not None:
            self.export(lambda: marks_table(shown.counts), _("marks.xlsx"))
        else:
            self.export(lambda: participants_table(self._people), _("participants.xlsx"))

    def action_marks(self) -> None:
        """Show how many marks of transcription each has, or their attributes again."""
        self._shows_marks = not self._shows_marks
        self.read_project()


def find(connection: Connection, with_marks: bool) -> tuple[Any, ...]:
    """The people, what they are called, their shares of the talk, turns that name nobody, and the marks."""
    groups, marks, people, speakers = together(
        connection,
        participation,
        lambda asked: person_marks(asked) if with_marks else None,
        participant_list,
        speaker_list,
    )
    shares = {
        (group.name, voice.name): voice.share_of_participants for group in groups for voice in group.voices
    }
    return people, speakers, shares, {group.name: group.unnamed_turns for group in groups}, marks


def first_turn(
    connection: Connection, speakers: tuple[SpeakerRow, ...], key: Person
) -> tuple[str, int, int] | None:
    """Source, start and end of the first turn of a person."""
    from qualwb.analysis.sources import transcript

    for speaker in speakers:
        if (speaker.group, speaker.participant) == key and speaker.turns:
            for turn in transcript(connection, speaker.source).turns:
                if turn.speaker == speaker.label:
                    return speaker.source, turn.start, turn.end
    return None
