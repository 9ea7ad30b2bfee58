"""Acts on codes and themes with the dialogs that they need: one way for the transcript's pane, the codebook
and the board of themes."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Literal, Protocol

from qualwb.acts import codes, memos, themes
from qualwb.acts.lookup import clean_name
from qualwb.acts.meanwhile import ChangedMeanwhile
from qualwb.acts.researcher import Researcher
from qualwb.acts.rounds import rounds_now
from qualwb.analysis.connection import Connection
from qualwb.analysis.memos import memo_list
from qualwb.analysis.themes import ThemeRow
from qualwb.analysis.trees import themes_gathering
from qualwb.colours import CODE_COLOURS
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.dialogs import Choice, ChoiceDialog, LineDialog
from qualwb.workbench.screens.base import AskedText, Made, ProjectScreen
from qualwb.workbench.writing_dialogs import FormDialog

if TYPE_CHECKING:
    from qualwb.workbench.screens.split_dialog import Split

NEW = "+ "
"""What a choice of themes gives for one that is yet to be made; no theme's name ends in a blank."""
TOP = ""
"""What it gives for no theme."""


class Rule(Protocol):
    """When a code is to be used, as the codebook says it."""

    @property
    def definition(self) -> str: ...
    @property
    def include(self) -> str: ...
    @property
    def exclude(self) -> str: ...
    @property
    def examples(self) -> str: ...


class CodebookActs:
    """Asks, and lets the screen do what was answered: each of these is one act."""

    def __init__(self, screen: ProjectScreen) -> None:
        self._screen = screen

    # Codes

    def new_code(self) -> None:
        """A code without a passage yet."""
        self._screen.ask_line(
            _("New code"), lambda name: self._onto("code", name, lambda: codes.create(self._researcher, name))
        )

    def rename_code(self, name: str) -> None:
        """Another name for a code."""
        self._screen.ask_line(
            _("New name of the code '{name}'").format(name=name),
            lambda new: self._onto("code", new, lambda: codes.rename(self._researcher, name, new)),
            name,
        )

    def edit_code(self, name: str, rule: Rule) -> None:
        """A code's rule."""
        fields = [
            ("definition", _("Definition"), rule.definition),
            ("include", _("Use it when"), rule.include),
            ("exclude", _("Do not use it when"), rule.exclude),
            ("examples", _("Examples"), rule.examples),
            ("reason", _("Why? (kept in the journal)"), ""),
        ]
        self._ask_form(name, fields, lambda found, was: codes.describe(self._researcher, name, was, **found))

    def merge_codes(self, names: Sequence[str]) -> None:
        """Several codes into one, with the reason."""
        if len(names) < 2:
            self._tell(_("Mark at least two codes with space."))
            return

        def merge(into: str, reason: str) -> None:
            merged: list[codes.Merged] = []
            self._onto(
                "code", into, lambda: merged.append(codes.merge(self._researcher, names, into, reason))
            )
            if told := merged[0].told:
                self._tell(told)
            self._tell_gathered(clean_name(into))

        title = _("Merge {names} into").format(names=_quoted(names))
        self._ask_into(title, names[0], merge)

    def _tell_gathered(self, code: str) -> None:
        """Say which themes gather a code, where several do: what was merged may come from them all."""

        def tell(gathering: tuple[str, ...]) -> None:
            if len(gathering) > 1:
                said = _("'{code}' stands in the themes {themes} now.")
                self._tell(said.format(code=code, themes=", ".join(gathering)))

        self._screen.ask_soonest("gathered", lambda connection: themes_gathering(connection, code), tell)

    def split_code(self, name: str) -> None:
        """Move those codings of a code to a new one that are ticked in a list, with the reason."""
        self._ask_split(name)

    def _ask_split(self, name: str, refused: "Split | None" = None) -> None:
        """Show the list; where the split is refused, again with what was ticked and written."""
        from qualwb.analysis.code_uses import CodeUse, code_uses
        from qualwb.workbench.screens.split_dialog import SplitDialog

        app = self._screen.app

        def take(asked: "Split | None") -> None:
            if asked is not None:
                n = len(asked.codings)
                moved = ngettext(
                    "{n} coding moved to '{name}', with definition and themes; e writes its rule.",
                    "{n} codings moved to '{name}', with definition and themes; e writes its rule.",
                    n,
                )
                self._screen.do(
                    lambda: self._onto(
                        "code",
                        asked.new,
                        lambda: codes.split(self._researcher, name, asked.new, asked.codings, asked.reason),
                    ),
                    moved.format(n=n, name=asked.new),
                    again=lambda _error: self._ask_split(name, asked),
                )

        def show(uses: Sequence[CodeUse]) -> None:
            if uses:
                app.push_screen(SplitDialog(name, uses, refused), take)
                return
            said = _("'{code}' stands on no passage: there is nothing to split.").format(code=name)
            app.notify(said, severity="warning", markup=False, timeout=4)

        self._screen.ask_for_dialog(lambda connection: code_uses(connection, name), show)

    def move_codes(self, names: Sequence[str], all_names: Sequence[str]) -> None:
        """Codes beneath another one, or at the top."""
        choices = [Choice("", _("to the top"))]
        choices += [Choice(name, name) for name in all_names if name not in names]

        def take(parent: str | None) -> None:
            if parent is not None:
                self._screen.do(lambda: codes.move(self._researcher, names, parent or None))

        if names:
            self._screen.app.push_screen(ChoiceDialog(_("Beneath which code?"), choices), take)

    def colour_code(self, name: str) -> None:
        """Another colour for a code."""

        def take(colour: str | None) -> None:
            if colour:
                self._screen.do(lambda: codes.describe(self._researcher, name, colour=colour))

        choices = [
            Choice(colour, f"{name}  {colour}", colour)
            for colour, name in zip(CODE_COLOURS, _colour_names(), strict=True)
        ]
        self._screen.app.push_screen(ChoiceDialog(_("Colour"), choices), take)

    def delete_codes(self, names: Sequence[str]) -> None:
        """Delete codes with their codings, where there are any after a question why; undo brings all back."""
        if not names:
            return

        def delete(reason: str | None) -> None:
            if reason is not None:
                act = partial(codes.delete, self._researcher, names, reason)
                self._screen.do(lambda: self._tell(_gone_in_words(act(), hides)))

        with self._researcher.project.reading() as connection:
            hides = rounds_now(connection, self._researcher.round).blind
            given = codes.times_given(connection, names)
        if hides:
            told = _("What others coded is hidden while you code blind; what they gave these codes goes too.")
        elif given:
            told = ngettext("{n} coding goes with it.", "{n} codings go with it.", given).format(n=given)
        else:
            delete("")
            return
        title = _("Delete {names}? Why? (kept in the journal)").format(names=_quoted(names))
        question = LineDialog(title, context=told, hint=_("Enter alone deletes without a reason"), empty=True)
        self._screen.app.push_screen(question, delete)

    # Codes and themes

    def gather_codes(self, names: Sequence[str], paths: Mapping[str, str]) -> None:
        """Let a theme, there already or made on the way, gather codes."""
        self._add_to_theme(_("Gather in which theme?"), names, paths)

    def add_codes(self, names: Sequence[str], paths: Mapping[str, str]) -> None:
        """Let one more theme gather codes; they stay where they are."""
        self._add_to_theme(_("Which theme is to gather them too?"), names, paths)

    def _add_to_theme(self, title: str, names: Sequence[str], paths: Mapping[str, str]) -> None:
        if names:
            self._choose_theme(
                title,
                paths,
                lambda theme, create: themes.add_codes(self._researcher, theme, names, create=create),
            )

    def move_cards(self, cards: Sequence[themes.Card], paths: Mapping[str, str]) -> None:
        """Move codes to a theme, there already or made on the way, from where each was chosen."""

        def move(theme: str, create: bool) -> None:
            themes.move_codes(self._researcher, cards, theme, create=create)
            if cards:
                self._screen.stand_on(Made("code", cards[-1][1], clean_name(theme)))

        self._choose_theme(_("Move to which theme?"), paths, move)

    def new_theme(self, names: Sequence[str], stay_in: Sequence[str] = ()) -> None:
        """A new theme, which gathers these codes; it is told in which themes they ``stay_in`` besides."""
        title = _new_theme_of(names) if names else _("New theme")
        if stay_in:
            title += "\n" + _("They stay in {themes} too; x takes them out there.").format(
                themes=_quoted(stay_in)
            )
        self._screen.ask_line(
            title,
            lambda name: self._onto(
                "theme", name, lambda: themes.create(self._researcher, name, codes=names)
            ),
        )

    def split_theme(self, theme: str, names: Sequence[str]) -> None:
        """Take codes out of a theme into a new one beside it, with the reason."""
        self._ask_into(
            _new_theme_of(names),
            "",
            lambda new, reason: self._onto(
                "theme", new, lambda: themes.split(self._researcher, theme, new, names, reason)
            ),
        )

    def _choose_theme(
        self, title: str, paths: Mapping[str, str], then: Callable[[str, bool], object]
    ) -> None:
        """Choose one of the themes, named with those above it, or name a new one; act with the name.

        Those that there are come first: Enter alone makes none.
        """
        choices = [*(Choice(name, path) for name, path in paths.items()), Choice(NEW, _("+ new theme"))]

        def take(name: str | None) -> None:
            if name == NEW:
                self._screen.ask_line(_("New theme"), lambda new: then(new, True))
            elif name is not None:
                known = name in paths
                named = name if known else name.removeprefix(ChoiceDialog.NEW)
                self._screen.do(lambda: then(named, not known))

        self._screen.app.push_screen(ChoiceDialog(title, choices, new=_("+ new theme '{name}'")), take)

    # Themes

    def rename_theme(self, theme: str) -> None:
        """Another name for a theme."""
        self._screen.ask_line(
            _("New name of the theme '{name}'").format(name=theme),
            lambda name: self._onto("theme", name, lambda: themes.rename(self._researcher, theme, name)),
            theme,
        )

    def edit_theme(self, row: ThemeRow) -> None:
        """What a theme says, where it ends, and what the report claims of it."""
        fields = [
            ("definition", _("Central idea"), row.definition),
            ("boundary", _("Boundary"), row.boundary),
            ("counter_examples", _("Counter-examples"), row.counter_examples),
            ("claim", _("Claim of how widely it holds"), row.claim),
            ("reason", _("Why? (kept in the journal)"), ""),
        ]
        self._ask_form(
            row.name, fields, lambda found, was: themes.describe(self._researcher, row.name, was, **found)
        )

    def merge_themes(self, names: Sequence[str]) -> None:
        """Several themes into one, with the reason."""
        if len(names) < 2:
            self._tell(_("Mark at least two themes with space."))
            return
        title = _("Merge {names} into").format(names=_quoted(names))
        self._ask_into(
            title,
            names[0],
            lambda into, reason: self._onto(
                "theme", into, lambda: themes.merge(self._researcher, names, into, reason)
            ),
        )

    def nest_themes(self, names: Sequence[str], paths: Mapping[str, str]) -> None:
        """Themes beneath another one, or at the top."""
        if names:
            others = {name: path for name, path in paths.items() if name not in names}
            self._choose_theme(
                _("Beneath which theme: {names}?").format(names=_quoted(names)),
                {TOP: _("to the top"), **others},
                lambda parent, create: themes.move(self._researcher, names, parent or None, create=create),
            )

    def order_theme(self, name: str) -> None:
        """A theme elsewhere among those beside it."""
        places = {
            "earlier": _("one place earlier"),
            "later": _("one place later"),
            "first": _("first of those beside it"),
            "last": _("last of those beside it"),
        }

        def take(place: str | None) -> None:
            if place is not None:
                self._screen.do(lambda: themes.order(self._researcher, name, place))

        title = _("Where does '{name}' stand, here, in tables and in the report?").format(name=name)
        self._screen.app.push_screen(ChoiceDialog(title, [Choice(*one) for one in places.items()]), take)

    def delete_themes(self, names: Sequence[str]) -> None:
        """Delete themes; their codes and codings stay."""
        if names:
            said = _("Deleted; its codes are still there. u brings it back.")
            self._screen.do(lambda: themes.delete(self._researcher, names), said)

    # Memos

    def memo(self, target: str, name: str, context: str = "") -> None:
        """A memo on a code or theme; ``context`` are those that stand there."""

        def write(text: str, _was: str) -> None:
            memos.write(self._researcher, text, target=target, name=name)

        self._screen.ask_text(AskedText(_("Memo on '{name}'").format(name=name), write, context=context))

    def memo_beside_others(self, target: str, name: str) -> None:
        """The same, with those that stand there read first."""

        def read(connection: Connection) -> str:
            return "\n".join(memo.text for memo in memo_list(connection, target_kind=target, target=name))

        self._screen.ask("memos", read, lambda text: self.memo(target, name, text))

    # Asking

    @property
    def _researcher(self) -> Researcher:
        return self._screen.app.researcher

    def _tell(self, said: str) -> None:
        self._screen.app.notify(said, markup=False, timeout=4)

    def _onto(self, kind: Literal["code", "theme"], name: str, act: Callable[[], object]) -> None:
        """Do an act, and where it went well put the cursor on what it made or named."""
        act()
        self._screen.stand_on(Made(kind, clean_name(name)))

    def _ask_into(self, title: str, name: str, then: Callable[[str, str], object]) -> None:
        """Ask what a merge or split is to be called, and why; then act with name and reason."""

        def why(into: str | None) -> None:
            if into:
                self._screen.ask_line(
                    _("Why? (kept in the journal)"), lambda reason: then(into, reason), empty=True
                )

        self._screen.app.push_screen(LineDialog(title, name), why)

    def _ask_form(
        self,
        title: str,
        fields: Sequence[tuple[str, str, str]],
        then: Callable[[dict[str, str], dict[str, str]], object],
        typed: Mapping[str, str] | None = None,
    ) -> None:
        """Ask for several texts and act with those that were changed, if more than the reason was.

        The act is told what these were before. When it is refused they are asked for again as they were
        typed; what somebody else wrote meanwhile is shown in the label, and saving again replaces it. So they
        are where a reason alone was written.
        """
        before = {name: value.strip() for name, _label, value in fields}

        def take(found: dict[str, str] | None) -> None:
            given = found or {}
            changed = {name: text for name, text in given.items() if text != before[name]}
            was = {name: before[name] for name in changed if name != "reason"}
            if was:
                self._screen.do(lambda: then(changed, was), again=lambda error: again(given, error))
            elif changed:
                self._tell(_("Nothing is saved: only the reason is written, and it goes with a change."))
                self._ask_form(title, fields, then, given)

        def again(given: dict[str, str], error: QualwbError) -> None:
            now = error.now if isinstance(error, ChangedMeanwhile) else {}
            moved = [(name, _beside(label, name, now), now.get(name, was)) for name, label, was in fields]
            self._ask_form(title, moved, then, given)

        shown = [(name, label, (typed or before)[name]) for name, label, _value in fields]
        self._screen.app.push_screen(FormDialog(title, shown), take)


def _beside(label: str, name: str, now: Mapping[str, str]) -> str:
    """A label with what the field says now, where somebody else changed it."""
    if name not in now:
        return label
    return _("{label} (now: '{text}')").format(label=label, text=now[name])


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)


def _new_theme_of(names: Sequence[str]) -> str:
    return ngettext("New theme of {n} code", "New theme of {n} codes", len(names)).format(n=len(names))


def _colour_names() -> tuple[str, ...]:
    """What the colours of codes are called, in their order: not everybody can tell the patches apart."""
    return (
        *(_("blue"), _("orange"), _("green"), _("red"), _("light turquoise"), _("ochre")),
        *(_("purple"), _("pink"), _("mint"), _("brown"), _("dark turquoise"), _("grey")),
    )


def _gone_in_words(gone: codes.Deleted, hides: bool) -> str:
    """What went with codes, and what moved up; how many codings is not told where some are hidden."""
    told = [_("Deleted; u brings it back.")]
    if gone.codings and not hides:
        said = ngettext("With {n} coding.", "With {n} codings.", gone.codings)
        told.append(said.format(n=gone.codings))
    if gone.beneath:
        said = ngettext("{n} code beneath moved up.", "{n} codes beneath moved up.", gone.beneath)
        told.append(said.format(n=gone.beneath))
    return " ".join(told)
