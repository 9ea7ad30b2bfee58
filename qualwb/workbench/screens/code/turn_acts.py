"""What is said of a turn: who speaks it, and which question of the guide is asked from it on."""

from qualwb.acts import people, questions, turn_borders
from qualwb.analysis.people import question_list, speaker_role
from qualwb.analysis.who_counts import role_name
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.shortening import shortened
from qualwb.workbench.dialogs import Choice, ChoiceDialog, ConfirmDialog, LineDialog
from qualwb.workbench.screens.code.source_state import LoadedSource
from qualwb.workbench.screens.code.surface import CodeSurface
from qualwb.workbench.widgets.transcript.motions import word_edge

WORDS = 60
"""Characters of a turn by which it is known."""


class TurnActs:
    """What the keys for the turn at the cursor do."""

    def __init__(self, screen: CodeSurface) -> None:
        self._screen = screen

    def next_question(self) -> None:
        """Go to the turn where the next question of the guide begins; after the last, to the first."""
        source, view = self._screen.source, self._screen.view
        if source is None:
            return
        starts = [turn.start for turn in source.transcript.turns if turn.number in source.question_starts]
        if not starts:
            self._screen.app.notify(_("No question is placed yet: q places one."), timeout=3)
            return
        view.goto(next((start for start in starts if start > view.cursor), starts[0]))

    def tell_none_uncoded(self) -> None:
        """Say why no other turn without a code is gone to, and where others may be left."""
        source, view = self._screen.source, self._screen.view
        if source is None:
            return
        if source.progress(view.cursor).uncoded:
            said = _("No other turn without a code is shown.")
        else:
            said = _("No turn is left without a code here; F8 shows how far the other sources are.")
        self._screen.app.notify(said, timeout=4)

    def choose_question(self) -> None:
        """Say which question of the guide is asked from this turn on."""
        number = self._number()
        if number is None:
            return
        turn = self._screen.source.turn_at(self._screen.view.cursor) if self._screen.source else None
        now = turn.question if turn is not None else ""
        choices = [
            Choice(f"={label}", f"{label} ({_('now')})" if label == now else label)
            for label in self._questions()
        ]
        choices += [Choice("+", _("+ new question")), Choice("-", _("no question from here on"))]

        def take(choice: str | None) -> None:
            if choice == "+":
                self._screen.ask_line(
                    _("New question"), lambda label: self._place(number, label, create=True)
                )
            elif choice is not None and choice.startswith(ChoiceDialog.NEW):
                label = choice.removeprefix(ChoiceDialog.NEW)
                self._screen.do(lambda: self._place(number, label, create=True))
            elif choice is not None and choice == f"={now}":
                self._screen.app.notify(_("That question is asked here already."), timeout=3)
            elif choice is not None:
                asked = None if choice == "-" else choice.removeprefix("=")
                self._screen.do(lambda: self._place(number, asked))

        dialog = ChoiceDialog(
            _("Question asked from this turn on"), choices, new=_("+ new question '{name}'"), at=f"={now}"
        )
        self._screen.app.push_screen(dialog, take)

    def _place(self, number: int, label: str | None, *, create: bool = False) -> None:
        source = self._screen.source
        assert source is not None
        researcher, shown = self._screen.app.researcher, source.turn_keys
        questions.place_from(researcher, source.name, number, label, shown=shown, create=create)
        if label is not None:
            said = _("Turn {n} and on: {question}, until the next one; q can end it.")
            told = said.format(n=number, question=label)
            self._screen.app.notify(told, markup=False, timeout=5)

    def choose_speaker(self) -> None:
        """Say who speaks this turn, or all turns that something of is selected."""
        source, numbers = self._screen.source, self._numbers()
        if source is None or not numbers:
            return
        researcher, shown = self._screen.app.researcher, source.turn_keys
        choices = [Choice(f"={name}", name) for name in source.speakers]
        choices += [Choice("+", _("+ new speaker")), Choice("-", _("nobody"))]

        def put(label: str | None) -> None:
            name = source.name
            if self._screen.do(lambda: people.set_turn_speaker(researcher, name, numbers, label, shown)):
                self._screen.view.action_deselect()
                self._tell_spoken(name, numbers, label)

        def take(choice: str | None) -> None:
            if choice == "+":
                self._screen.app.push_screen(
                    LineDialog(_("New speaker")), lambda name: put(name) if name else None
                )
            elif choice is not None:
                named = choice.removeprefix(ChoiceDialog.NEW).removeprefix("=")
                put(None if choice == "-" else named)

        dialog = ChoiceDialog(_whose(source, numbers), choices, new=_("+ new speaker '{name}'"))
        self._screen.app.push_screen(dialog, take)

    def split(self) -> None:
        """Divide the turn before the word at the cursor, or before what is selected."""
        source, view = self._screen.source, self._screen.view
        turn = None if source is None else source.document.turn_at(view.cursor)
        if source is None or turn is None:
            return
        start, end = view.passage
        at = start if start < end else word_edge(source.document.text, view.cursor, "start")
        if not turn.start < at < turn.end:
            said = _("Put the cursor on the first word of what is to be a turn of its own.")
            self._screen.app.notify(said, timeout=4)
            return
        rest = source.passage(at, turn.end)
        over_both = sum(coding.start < at < coding.end for coding in source.codings.values())
        second: list[int] = []
        researcher = self._screen.app.researcher
        if self._screen.do(lambda: second.append(turn_borders.split_turn_before(researcher, rest))):
            view.action_deselect()
            told = [_("Turn {n} is divided. V says who speaks from here on.").format(n=second[0] - 1)]
            if over_both:
                said = ngettext(
                    "{n} coded passage runs over both turns.",
                    "{n} coded passages run over both turns.",
                    over_both,
                )
                told.append(said.format(n=over_both))
            self._screen.app.notify(" ".join(told), timeout=6)

    def join(self) -> None:
        """Join the turn at the cursor with the next one, under its speaker; asked where another speaks."""
        source, number = self._screen.source, self._number()
        if source is None or number is None:
            return
        researcher, shown = self._screen.app.researcher, source.turn_keys

        def join(yes: bool | None = True) -> None:
            if yes:
                said = _("Turns {first} and {second} are one now; u takes it back.")
                self._screen.do(
                    lambda: turn_borders.join_turns(researcher, source.name, number, shown),
                    said.format(first=number, second=number + 1),
                )

        spoken = {turn.number: turn.speaker for turn in source.transcript.turns}
        one, other = spoken[number], spoken.get(number + 1, spoken[number])
        if one == other:
            join()
            return
        nobody = _("nobody")
        told = _(
            "Turn {first} is said by {one}, turn {second} by {other}: all of it becomes {one}'s."
        ).format(first=number, second=number + 1, one=one or nobody, other=other or nobody)
        question = _("Join turns of different speakers?")
        self._screen.app.push_screen(ConfirmDialog(question, told), join)

    def _tell_spoken(self, source: str, numbers: list[int], label: str | None) -> None:
        """Say which turns are whose now, and in what role that person speaks."""

        def tell(role: str) -> None:
            said = _spoken(numbers, label)
            told = f"{said} ({role_name(role)})" if role else said
            self._screen.app.notify(told, markup=False, timeout=4)

        if label is None:
            tell("")
        else:
            self._screen.ask_soonest("role", lambda asked: speaker_role(asked, source, label), tell)

    def _questions(self) -> list[str]:
        """The labels of the guide's questions."""
        with self._screen.app.researcher.project.reading() as connection:
            return [row.label for row in question_list(connection)]

    def _numbers(self) -> list[int]:
        """The numbers of the turns that something of is selected, else of the one at the cursor."""
        source, (start, end) = self._screen.source, self._screen.view.passage
        if source is None or start == end:
            return [number for number in (self._number(),) if number is not None]
        return [turn.number for turn in source.transcript.turns if turn.start < end and start < turn.end]

    def _number(self) -> int | None:
        """The number of the turn at the cursor; None where no turn is numbered."""
        source = self._screen.source
        turn = None if source is None else source.document.turn_at(self._screen.view.cursor)
        return None if turn is None else turn.number


def _whose(source: LoadedSource, numbers: list[int]) -> str:
    """Which turns are asked about: the number and the words of the first."""
    asked = ngettext(
        "Who speaks turn {turn}?", "Who speaks these {n} turns, from turn {turn} on?", len(numbers)
    ).format(n=len(numbers), turn=numbers[0])
    words = next(
        source.transcript.text[turn.start : turn.end]
        for turn in source.transcript.turns
        if turn.number == numbers[0]
    )
    return f"{asked} ”{shortened(words, WORDS)}”"


def _spoken(numbers: list[int], label: str | None) -> str:
    """Which turns are said to be whose."""
    who = label or _("nobody")
    if len(numbers) > 1:
        return _("Turns {first}–{last}: {who}").format(first=numbers[0], last=numbers[-1], who=who)
    return _("Turn {n}: {who}").format(n=numbers[0], who=who)
