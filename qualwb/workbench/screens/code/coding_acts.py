"""Coding: putting codes on a passage, taking them away, moving edges, choosing key quotes."""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Protocol

from qualwb.acts import codings, suggestions
from qualwb.acts.passages import Passage
from qualwb.acts.suggestions import Offer
from qualwb.analysis.coder_names import codes_under, is_consensus, people_of
from qualwb.analysis.sources import codings_standing
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.shortening import shortened
from qualwb.workbench.dialogs import Choice, ChoiceDialog, ConfirmDialog, LineDialog
from qualwb.workbench.screens.code.given_codes import GivenCodes
from qualwb.workbench.screens.code.shown_codings import ShownCodings
from qualwb.workbench.screens.code.source_state import CodingAt
from qualwb.workbench.screens.code.surface import CodeSurface
from qualwb.workbench.widgets.transcript.motions import word_edge

if TYPE_CHECKING:
    from qualwb.workbench.widgets.code_palette import Chosen

RECENT = 12
"""How many codes the palette counts as recent."""
BEGINNING = 28
"""Characters of a passage by which it is told from others."""
SHOWN = 80
"""Characters of a passage that are shown beside what is to be its code."""


class Suggested(Protocol):
    """What is suggested while the coder chooses."""

    def read(self) -> frozenset[str]:
        """The codes that can be read where the coder looks now."""

    def offers(self, passage: Passage, read: Collection[str]) -> tuple[Offer, ...]:
        """What was suggested for a passage, told apart by what was ``read`` before the coder chose."""


class CodingActs:
    """What the keys for coding do, on the passage that the reader is at."""

    def __init__(self, screen: CodeSurface, shown: ShownCodings) -> None:
        self._screen, self._shown = screen, shown
        self._coder = ""
        self._given = GivenCodes()
        self.suggested: Suggested | None = None
        self.said = ""
        """What was coded last, in words, until the reader goes on."""
        self._told_consensus = False
        """Whether it was said in this session that the coding goes to consensus."""

    def pending(self) -> tuple[int, int]:
        """Code points [start, end) that would be coded now.

        The selection; else what has just been coded, as long as the cursor stands there; else the sentence,
        also where words are selected because a search found them.
        """
        view, source = self._screen.view, self._screen.source
        start, end = view.passage
        if source is None or (start < end and not view.shows_found):
            return start, end
        return self._shown.just_coded() or view.sentence_here

    def selected(self) -> tuple[int, int]:
        """Code points [start, end) that are selected; the sentence where a search selected its words."""
        view = self._screen.view
        return self.pending() if view.shows_found else view.passage

    def pending_words(self) -> str:
        """What would be coded now, told as one reads it in the bar."""
        start, end = self.pending()
        source, view = self._screen.source, self._screen.view
        if source is None or start >= end:
            return ""
        n = len(source.document.text[start:end].split())
        words = ngettext("{n} word", "{n} words", n).format(n=n)
        chosen = view.passage[0] < view.passage[1] and not view.shows_found
        mode = [_("SELECT")] if view.selects and not view.shows_found else []
        first, last = source.turns_in(start, end)
        if first != last:
            words += " · " + _("turns {first}–{last}").format(first=first, last=last)
        if chosen:
            return " ".join((*mode, words))
        told = _("sentence") if (start, end) == view.sentence_here else _("the same")
        return " · ".join((*mode, f"{told} {words}"))

    def forget_coded(self) -> None:
        """What was coded is told no longer when the reader went on, in this source or to another."""
        gone_on = self._shown.just_coded() is None
        if gone_on:
            self._shown.forget_coded()
        if gone_on or self._screen.view.selects:
            self.said = ""

    def passage(self) -> Passage | None:
        """What is to be coded, selected: see ``pending``."""
        screen = self._screen
        if screen.source is None:
            return None
        start, end = self.pending()
        if start < end and screen.view.passage != (start, end):
            screen.view.select(start, end)
        if start == end:
            screen.app.notify(_("There is nothing to code here."), severity="warning", timeout=3)
            return None
        return screen.source.passage(start, end)

    def choose(self) -> None:
        """Choose codes for the passage."""
        screen = self._screen
        if screen.read_through:
            screen.app.notify(_("Read-through: press L to end it before coding."), timeout=3)
            return
        passage = self.passage()
        if passage is None:
            return

        from qualwb.workbench.widgets.code_palette import CodePalette, PaletteCode

        read, known = self._read(), self._known()

        def take(chosen: "Chosen | None") -> None:
            if chosen is not None:
                self.code(passage, chosen.names, read=read, known=known)

        rules = screen.codebook.rules
        palette = [
            PaletteCode(c.name, c.colour, c.themes, rules.get(c.name, "")) for c in screen.codebook.codes
        ]
        title = _("Code: {words}").format(words=shortened(passage.text, 48))
        screen.app.push_screen(CodePalette(palette, screen.app.state.recent_codes, title=title), take)

    def code(
        self,
        passage: Passage,
        names: tuple[str, ...],
        origin: str = "manual",
        read: Collection[str] | None = None,
        known: Collection[str] | None = None,
    ) -> None:
        """Put codes on a passage; unknown names become codes.

        ``read``: the suggested codes that could be read when the coder began to choose, and ``known``: the
        codes that there were then; None: those that can be read, or are there, now.
        """
        app = self._screen.app
        read = self._read() if read is None else read
        known = self._known() if known is None else known
        chosen = [name for name in names if name.casefold() in known]
        offers = self.suggested.offers(passage, read) if self.suggested is not None else ()

        def act() -> None:
            done = suggestions.code(app.researcher, passage, names, offers, origin=origin, known=chosen)
            recent = [*names, *(c for c in app.state.recent_codes if c not in names)]
            app.state.recent_codes = recent[:RECENT]
            self.coded(done, names)
            if done.already and not done.codings:
                app.notify(_("That code stands there already."), timeout=3)
            elif self._screen.finished:
                app.notify(_("You had finished coding this source; Z takes that back."), timeout=4)
            self._tell_of_consensus()

        app.attempt(act)

    def _tell_of_consensus(self) -> None:
        """Say once that one person codes where all have agreed."""
        who = self._screen.app.researcher
        if not self._told_consensus and is_consensus(who.round) and len(people_of(who.coder)) == 1:
            self._told_consensus = True
            said = _("You code in {name}; W goes to the round for your own coding.").format(name=who.round)
            self._screen.app.notify(said, markup=False, timeout=6)

    def _known(self) -> frozenset[str]:
        """The names of the codes that there are, as the screen shows them."""
        return frozenset(code.name.casefold() for code in self._screen.codebook.codes)

    def _read(self) -> frozenset[str]:
        return self.suggested.read() if self.suggested is not None else frozenset()

    def coded(self, done: codings.Coded, names: tuple[str, ...]) -> None:
        """Show what was put on a passage, and keep the names for the key that repeats them."""
        self._screen.view.action_deselect()
        self._given.add(done.codings, names)
        self.said = self._in_words(done) if done.codings else ""
        self._shown.coded(done)

    def _in_words(self, done: codings.Coded) -> str:
        """Which turns were coded with what."""
        source = self._screen.source
        assert source is not None
        first, last = source.turns_in(done.passage.start, done.passage.end)
        already = {name.casefold() for name in done.already}
        new = {name.casefold() for name in done.new_codes}
        names = ", ".join(
            f"{name} ({_('new code')})" if name.casefold() in new else name
            for name in done.names
            if name.casefold() not in already
        )
        if first != last:
            said = _("Coded turns {first}–{last}: {codes}").format(first=first, last=last, codes=names)
        else:
            said = _("Coded turn {n}: {codes}").format(n=first, codes=names)
        beside = source.who_is_left_out(done.passage.start, done.passage.end)
        if beside:
            said += " · " + _("{role}, not counted").format(role=beside)
        coded = {name.casefold() for name in done.names} - already - new
        if any(one.name.casefold() in coded for one in self.own_over(done.passage.start, done.passage.end)):
            said += " · " + _("over a passage that has the code already: both count")
        return said

    def own_over(self, start: int, end: int) -> list[CodingAt]:
        """The codings of the coder and round at work that share words with code points [start, end)."""
        source, who = self._screen.source, self._screen.app.researcher
        assert source is not None
        return [
            one
            for one in source.codings.values()
            if one.start < end and start < one.end and (one.coder, one.round) == (who.coder, who.round)
        ]

    def go_on_as(self, coder: str) -> None:
        """Forget what another coder did last, and where."""
        if coder != self._coder:
            self._coder, self.said = coder, ""
            self._given.forget()
            self._shown.forget_coded()

    def repeat(self) -> None:
        """Give the passage the codes that were given last."""
        names = self._given.last
        if not names:
            self._screen.app.notify(_("No code was given yet."), timeout=3)
            return
        passage = self.passage()
        if passage is not None:
            self.code(passage, names, known=[name.casefold() for name in names])

    def turned(self) -> None:
        """Something was undone or redone: what was undone is not given again."""
        self.said = ""
        keys = tuple(self._given.codings())
        if keys:
            self._screen.ask_soonest(
                "codings given", lambda read: codings_standing(read, keys), self._given.turned
            )

    def in_vivo(self) -> None:
        """Make a code of the passage's own words."""
        passage = self.passage()
        if passage is None:
            return
        read, known = self._read(), self._known()

        def take(name: str | None) -> None:
            if name:
                self.code(passage, (name,), "in vivo", read, known)

        whole = shortened(passage.text, SHOWN)
        dialog = LineDialog(_("Code with its own words"), passage.name_in_vivo, context=whole)
        self._screen.app.push_screen(dialog, take)

    def uncode(self, *, asks_why: bool = False) -> None:
        """Take a code away from here, for a reason that is asked for if it is to be."""
        app = self._screen.app

        def remove(found: CodingAt) -> None:
            self._unless_of_another(found, _("Take it away all the same?"), lambda: take_away(found))

        def take_away(found: CodingAt) -> None:
            if not asks_why:
                drop(found, "")
                return
            title = _("Why is '{code}' to go? (kept in the journal)").format(code=found.name)
            app.push_screen(
                LineDialog(title, empty=True), lambda why: None if why is None else drop(found, why)
            )

        def drop(found: CodingAt, why: str) -> None:
            if app.attempt(lambda: codings.remove(app.researcher, [found.key], why)):
                self.said = ""
                self._shown.removed(found)
                said = _("Taken away: {code}") if not found.cited else _("Taken away: {code}, a key quote")
                app.notify(said.format(code=found.name), markup=False, timeout=3)

        self._with_coding(_("Which code is to go?"), remove)

    def recode(self) -> None:
        """Give the coding here another code, which is asked for."""
        screen = self._screen

        def ask(found: CodingAt) -> None:
            others = [code for code in screen.codebook.codes if code.name != found.name]
            choices = [Choice(code.name, code.name, code.colour) for code in others]
            title = _("Which code instead of '{code}'?").format(code=found.name)
            dialog = ChoiceDialog(title, choices, new=_("+ new code '{name}'"))
            known = [code.name for code in others]
            screen.app.push_screen(dialog, lambda chosen: take(found, chosen, known))

        def take(found: CodingAt, chosen: str | None, known: Collection[str]) -> None:
            if chosen is not None:
                new = chosen not in known
                name = chosen.removeprefix(ChoiceDialog.NEW) if new else chosen
                if name.casefold() == found.name.casefold():
                    screen.app.notify(_("That code stands there already."), timeout=3)
                    return
                question = _("Give it another code all the same?")
                self._unless_of_another(found, question, lambda: give(found, name, new))

        def give(found: CodingAt, name: str, new: bool) -> None:
            researcher = screen.app.researcher
            said = _("{code} → {other}").format(code=found.name, other=name)
            self.said = ""
            screen.do(lambda: codings.recode(researcher, [found.key], name, create=new), said)

        self._with_coding(_("Which code is to give way?"), ask)

    def cite(self) -> None:
        """Make the coding here a key quote, or take that back."""
        researcher = self._screen.app.researcher

        def cite(found: CodingAt) -> None:
            said = _("No key quote any longer: {code}") if found.cited else _("★ Key quote: {code}")
            self._screen.do(
                lambda: codings.cite(researcher, [found.key], not found.cited), said.format(code=found.name)
            )

        self._with_coding(_("Which is the key quote?"), cite)

    def move_edge(self, edge: str) -> None:
        """Let the coded passage at or nearest to the cursor start or end at the cursor, with whole words."""
        cursor = self._screen.view.cursor
        found = self._shown.here() or self._shown.nearest(cursor)
        if not found:
            self.tell_nothing_here()
            return
        chosen, researcher = found[0], self._screen.app.researcher
        source = self._screen.source
        assert source is not None
        cursor = word_edge(source.document.text, cursor, edge)
        start, end = (cursor, chosen.end) if edge == "start" else (chosen.start, cursor)
        if start >= end:
            told = (
                _("Nothing would be left of '{code}': it ends at the cursor, or before.")
                if edge == "start"
                else _("Nothing would be left of '{code}': it begins at the cursor, or after.")
            )
            self._screen.app.notify(told.format(code=chosen.name), markup=False, timeout=4)
            return
        passage = source.passage(start, end)

        alike = [one for one in source.codings.values() if _stands_as(one, chosen)]
        names = ", ".join(one.name for one in alike)
        if (passage.start, passage.end) == (chosen.start, chosen.end):
            told = _("The passage of {codes} has its edge there already.").format(codes=names)
            self._screen.app.notify(told, markup=False, timeout=3)
            return
        also = [one.key for one in alike if one.key != chosen.key]
        n = len(passage.text.split())
        said = ngettext("{codes}: {n} word now", "{codes}: {n} words now", n).format(codes=names, n=n)

        def move() -> None:
            self._screen.do(lambda: codings.move_edges(researcher, chosen.key, passage, *also), said)

        self._unless_of_another(chosen, _("Move its edge all the same?"), move)

    def _unless_of_another(self, found: CodingAt, question: str, act: Callable[[], object]) -> None:
        """Change a coding; where another coder made it, after a question that says whose it is."""
        if codes_under(self._screen.app.researcher.coder, found.coder):
            act()
            return
        told = _("'{code}' was coded here by {coder}, in round {round}.")
        told = told.format(code=found.name, coder=found.coder, round=found.round)

        def take(yes: bool | None) -> None:
            if yes:
                act()

        self._screen.app.push_screen(ConfirmDialog(f"{told} {question}"), take)

    def _with_coding(self, title: str, act: Callable[[CodingAt], None]) -> None:
        """Do something with the coding here; when there are several, ask which."""
        found = self._shown.here()
        if not found:
            self.tell_nothing_here()
        elif len(found) == 1:
            act(found[0])
        else:
            by_key = {str(c.key): c for c in found}
            choices = [Choice(str(c.key), self._told_coding(c)) for c in found]
            self._screen.app.push_screen(
                ChoiceDialog(title, choices), lambda key: act(by_key[key]) if key else None
            )

    def tell_nothing_here(self) -> None:
        """Say that no code stands here, and which is nearest, whose edge the keys for it would move."""
        said = _("There is no code here.")
        if near := self._shown.nearest(self._screen.view.cursor):
            told = _("Nearest: '{code}'; [ and ] let it begin or end at the cursor.")
            said += " " + told.format(code=near[0].name)
        self._screen.app.notify(said, markup=False, timeout=4)

    def _told_coding(self, coding: CodingAt) -> str:
        """A coding to choose: its code, how it begins, how long it is and whose it is."""
        assert self._screen.source is not None
        words = self._screen.source.document.text[coding.start : coding.end].split()
        told = ngettext("{n} word", "{n} words", len(words)).format(n=len(words))
        begins = shortened(" ".join(words), BEGINNING)
        star = "★ " if coding.cited else ""
        return f"{coding.name}  {star}”{begins}” ({told})  {coding.coder}, {coding.round}"


def _stands_as(one: CodingAt, other: CodingAt) -> bool:
    """Whether a coding stands on the very words of another, by the same coder in the same round."""
    place, coder, round_ = (other.start, other.end), other.coder, other.round
    return ((one.start, one.end), one.coder, one.round) == (place, coder, round_)
