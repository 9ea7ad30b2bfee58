"""The code screen: the transcript in the middle, the codebook on the left, the inspector on the right."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Footer, Input, Label
from textual.worker import get_current_worker

from qualwb.acts import codings, corrections, memos, people, questions, suggestions
from qualwb.acts.passages import Passage, passage_at
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model import Change
from qualwb.store.images import only_rows_of
from qualwb.workbench.registry import actions
from qualwb.workbench.screens.code import source_state
from qualwb.workbench.screens.code.suggestions import Suggester
from qualwb.workbench.screens.code.tree_acts import CodeTreeActs
from qualwb.workbench.screens.dialogs import Choice, ChoiceDialog, LineDialog, TextDialog
from qualwb.workbench.widgets.code_palette import Chosen, CodePalette, PaletteCode
from qualwb.workbench.widgets.codes_pane import CodesPane, CodesTree
from qualwb.workbench.widgets.inspector import CodingLine, Inspector, SuggestionLine
from qualwb.workbench.widgets.transcript import BadPattern, ReadingPlace, TranscriptView

if TYPE_CHECKING:
    from qualwb.workbench.app import Workbench

COUNT_AFTER = 0.3
"""Seconds without an act after which passages are counted anew."""
RECENT = 12
"""How many codes the palette counts as recent."""


def make() -> "CodeScreen":
    """The screen, for the app's table of screens."""
    return CodeScreen()


class CodeScreen(CodeTreeActs, Screen[None]):
    """Reading and coding one source at a time."""

    app: "Workbench"
    BINDINGS: ClassVar[list[Binding]] = actions.bindings(actions.CODE)  # type: ignore[assignment]
    help_title = _("Coding")

    def __init__(self) -> None:
        super().__init__()
        self.source: source_state.LoadedSource | None = None
        self.codebook = source_state.ShownCodebook()
        self._names: tuple[str, ...] = ()
        self._questions: list[str] = []
        self._suggester: Suggester | None = None
        self._counting: Timer | None = None
        self._last: tuple[str, ...] = ()
        self._suggested: tuple[SuggestionLine, ...] = ()
        self._reading = False
        self._filter_note = ""
        self._wanted: tuple[str, int, int] | None = None

    def compose(self) -> ComposeResult:
        yield Label(id="code-bar", classes="bar", markup=False)
        with Horizontal(id="code-body"):
            yield CodesPane(id="codes-pane")
            with Vertical():
                yield TranscriptView(id="transcript")
                yield Input(id="search-line", placeholder=_("Search; /text/ is a regular expression"))
            yield Inspector(id="inspector")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.query_one("#codes-pane").set_class(not self.app.state.left, "-hidden")
        self.query_one("#inspector").set_class(not self.app.state.right, "-hidden")
        self._fold_for(self.size.width)
        self.view.show_times = self.app.settings.times
        self.project_changed()
        self.view.focus()
        if self._wanted is not None:
            self.call_after_refresh(self.reveal, *self._wanted)

    @property
    def view(self) -> TranscriptView:
        """The transcript."""
        return self.query_one("#transcript", TranscriptView)

    @property
    def pane(self) -> CodesPane:
        """The codes on the left."""
        return self.query_one("#codes-pane", CodesPane)

    @property
    def inspector(self) -> Inspector:
        """What is on the passage."""
        return self.query_one("#inspector", Inspector)

    def on_resize(self) -> None:
        """Panes fold where there is no room for them."""
        self._fold_for(self.size.width)

    def _fold_for(self, width: int) -> None:
        self.query_one("#inspector").set_class(not self.app.state.right or width < 112, "-hidden")
        self.query_one("#codes-pane").set_class(not self.app.state.left or width < 70, "-hidden")

    # Sources

    def project_changed(self) -> None:
        """Show the project as it is now, at the place where the reader is."""
        with self.app.researcher.project.reading() as connection:
            self._names = source_state.source_names(connection)
            self.codebook = source_state.load_codebook(connection)
            self._questions = source_state.questions(connection)
        self._show_codebook()
        if not self._names:
            self.source = None
            self.view.set_document(source_state.empty_document())
            self._show_bar()
            return
        wanted = self.source.name if self.source else self.app.state.source
        name = wanted if wanted in self._names else self._names[0]
        self._load(name)

    def change_turned(self, change: Change, *, undone: bool) -> bool:
        """Show an undone or redone act that only brought or took codings; False when it did more."""
        rows = only_rows_of(change, "coding", frozenset({"suggestion_event"}))
        if rows is None or self.source is None:
            return False
        gone, back = (rows.brought, rows.taken) if undone else (rows.taken, rows.brought)
        for key in gone & self.source.codings.keys():
            self._drop_coding(self.source.codings[key])
        with self.app.researcher.project.reading() as connection:
            found = source_state.codings_at(connection, self.source.name, back)
        for coded in found:
            self._put_coding(coded)
            self.pane.count(coded.name, 1)
        self._show_bar()
        self._inspect()
        return True

    def _show_codebook(self) -> None:
        """Show the codes at once with the counts known so far; count when the keys rest."""
        self.pane.show(self.codebook.codes, self.codebook.themes)
        if self._counting is not None:
            self._counting.stop()
        self._counting = self.set_timer(COUNT_AFTER, self._count)

    @work(thread=True, exclusive=True, group="count", exit_on_error=False)
    def _count(self) -> None:
        worker, book = get_current_worker(), self.codebook
        with self.app.researcher.project.reading() as connection:
            book = source_state.counted(connection, book, self.app.researcher.round)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._counted, book)

    def _counted(self, book: source_state.ShownCodebook) -> None:
        self.codebook = book
        self.pane.show(book.codes, book.themes)

    def on_screen_resume(self) -> None:
        """Another screen may have changed the project or the settings meanwhile."""
        self.view.show_times = self.app.settings.times
        if self.source is not None and self.source.revision != self.app.researcher.project.revision():
            self.project_changed()

    def _load(self, name: str) -> None:
        with self.app.researcher.project.reading() as connection:
            loaded = source_state.load(
                connection, name, self.app.researcher.round, self.codebook, self.app.revision
            )
        same = self.source is not None and self.source.name == name
        if same and self.source is not None and self.source.document.text == loaded.document.text:
            if self.source.document != loaded.document:
                self.view.set_document(loaded.document, loaded.marks, self.view.place)
            else:
                self.view.set_marks(loaded.marks)
        else:
            top, cursor = self.app.state.places.get(name, (0, 0))
            self.view.set_document(loaded.document, loaded.marks, ReadingPlace(top, cursor))
            self._filter_note = ""
        self.source = loaded
        self.app.state.source = name
        self._show_bar()
        self._inspect()

    def show_source(self, name: str) -> None:
        """Read another source; the place in this one is kept."""
        self.remember()
        self._load(name)

    def remember(self) -> None:
        """Keep the place in the source at hand."""
        if self.source is not None:
            place = self.view.place
            self.app.state.places[self.source.name] = [place.top, place.cursor]

    def reveal(self, source: str, start: int, end: int) -> None:
        """Show a passage, selected; as soon as there is a view to show it in."""
        if not self.is_mounted:
            self._wanted = source, start, end
            return
        if self.source is None or self.source.name != source:
            self.show_source(source)
        self.view.show_only(None)
        self.view.reveal(start, end)
        self.view.focus()

    def action_choose_source(self) -> None:
        """Choose another source from a list."""
        choices = [Choice(name, name) for name in self._names]
        self.app.push_screen(
            ChoiceDialog(_("Source"), choices), lambda name: self.show_source(name) if name else None
        )

    def action_step_source(self, by: int) -> None:
        """The next or previous source."""
        if self.source is not None:
            at = self._names.index(self.source.name) + by
            if 0 <= at < len(self._names):
                self.show_source(self._names[at])

    # Coding

    def passage(self) -> Passage | None:
        """What is to be coded: the selection, else the sentence at the cursor."""
        if self.source is None:
            return None
        start, end = self.view.passage
        if start == end:
            self.view.action_select_sentence()
            start, end = self.view.passage
        if start == end:
            self.app.notify(_("There is nothing to code here."), severity="warning", timeout=3)
            return None
        with self.app.researcher.project.reading() as connection:
            return passage_at(connection, self.source.name, start, end)

    def action_code(self) -> None:
        """Choose codes for the passage."""
        if self._reading:
            self.app.notify(_("Read-through: press R to end it before coding."), timeout=3)
            return
        passage = self.passage()
        if passage is None:
            return

        def take(chosen: Chosen | None) -> None:
            if chosen is not None:
                self.code(passage, chosen.names)

        rules = self.codebook.rules
        palette = [
            PaletteCode(c.name, c.colour, c.themes, rules.get(c.name, "")) for c in self.codebook.codes
        ]
        title = _("Code: {words}").format(words=passage.text.replace("\n", " ")[:48])
        self.app.push_screen(CodePalette(palette, self.app.state.recent_codes, title=title), take)

    def code(self, passage: Passage, names: tuple[str, ...], origin: str = "manual") -> None:
        """Put codes on a passage; unknown names become codes."""

        def act() -> None:
            done = codings.apply(self.app.researcher, passage, names, origin=origin, create=True)
            self._last = names
            recent = [*names, *(c for c in self.app.state.recent_codes if c not in names)]
            self.app.state.recent_codes = recent[:RECENT]
            self._after_coding(passage, done)
            if done.already and not done.codings:
                self.app.notify(_("That code stands there already."), timeout=3)

        if self.app.attempt(act):
            self.view.action_deselect()

    def _after_coding(self, passage: Passage, done: codings.Coded) -> None:
        """Show new codings without reading the source anew; a new code is read with its colour."""
        if self.source is None:
            return
        self.app.revision = self.app.researcher.project.revision()
        if done.new_codes:
            with self.app.researcher.project.reading() as connection:
                self.codebook = source_state.load_codebook(connection)
            self._show_codebook()
        already = {name.casefold() for name in done.already}
        names = [self._known(name) for name in done.names if name.casefold() not in already]
        for key, name in zip(done.codings, names, strict=True):
            self._add_coding(key, name, passage)
            if not done.new_codes:
                self.pane.count(name, 1)
        self._show_bar()
        self._inspect()

    def _add_coding(self, key: int, name: str, passage: Passage) -> None:
        assert self.source is not None
        researcher = self.app.researcher
        found = source_state.CodingAt(
            key,
            passage.start,
            passage.end,
            name,
            self.codebook.colour(name),
            source_state.letter_of(name),
            researcher.coder,
            researcher.round,
            False,
        )
        self._put_coding(found)

    def _put_coding(self, found: source_state.CodingAt) -> None:
        assert self.source is not None
        mark = source_state.mark_of(found, self.codebook.number(found.name))
        self.source = self.source.with_coding(found, mark, self.app.revision)
        self.view.add_mark(mark)

    def _drop_coding(self, found: source_state.CodingAt) -> None:
        assert self.source is not None
        self.view.remove_mark(found.key)
        self.source = self.source.without_coding(found.key, self.app.revision)
        self.pane.count(found.name, -1)

    def _known(self, name: str) -> str:
        """The name of a code as it is written in the codebook."""
        folded = name.casefold()
        return next((c.name for c in self.codebook.codes if c.name.casefold() == folded), name)

    def action_repeat(self) -> None:
        """Give the passage the codes that were given last."""
        if not self._last:
            self.app.notify(_("No code was given yet."), timeout=3)
            return
        passage = self.passage()
        if passage is not None:
            self.code(passage, self._last)

    def action_in_vivo(self) -> None:
        """Make a code of the passage's own words."""
        passage = self.passage()
        if passage is None:
            return
        words = " ".join(passage.text.split())[:80]

        def take(name: str | None) -> None:
            if name:
                self.code(passage, (name,), origin="in vivo")

        self.app.push_screen(LineDialog(_("Code with its own words"), words), take)

    def here(self) -> list[source_state.CodingAt]:
        """The codings that touch the selection or the cursor, the shortest first."""
        if self.source is None:
            return []
        start, end = self.view.passage
        if start == end:
            start, end = self.view.cursor, self.view.cursor + 1
        codings = self.source.codings.values()
        found = [c for c in codings if c.start < end and c.end > start]
        # Right after coding, the cursor stands behind the passage.
        found = found or [c for c in codings if c.end == self.view.cursor]
        return sorted(found, key=lambda c: (c.end - c.start, -c.key))

    def _with_coding(self, title: str, act: Callable[[source_state.CodingAt], None]) -> None:
        """Do something with the coding here; when there are several, ask which."""
        found = self.here()
        if not found:
            self.app.notify(_("There is no code here."), timeout=3)
        elif len(found) == 1:
            act(found[0])
        else:
            by_key = {str(c.key): c for c in found}
            choices = [Choice(str(c.key), f"{c.name}  {c.coder}, {c.round}") for c in found]
            self.app.push_screen(ChoiceDialog(title, choices), lambda key: act(by_key[key]) if key else None)

    def action_uncode(self) -> None:
        """Take a code away from here."""

        def remove(found: source_state.CodingAt) -> None:
            if self.app.attempt(lambda: self._remove(found)):
                self.app.notify(_("Taken away: {code}").format(code=found.name), markup=False, timeout=3)

        self._with_coding(_("Which code is to go?"), remove)

    def _remove(self, found: source_state.CodingAt) -> None:
        codings.remove(self.app.researcher, [found.key])
        assert self.source is not None
        self.app.revision = self.app.researcher.project.revision()
        self._drop_coding(found)
        self._show_bar()
        self._inspect()

    def action_cite(self) -> None:
        """Make the coding here a key quote, or take that back."""

        def cite(found: source_state.CodingAt) -> None:
            self.app.attempt(lambda: codings.cite(self.app.researcher, [found.key], not found.cited))
            self.app.changed()

        self._with_coding(_("Which is the key quote?"), cite)

    def action_edge(self, edge: str) -> None:
        """Let the coded passage at or nearest to the cursor start or end at the cursor."""
        cursor = self.view.cursor
        found = self.here() or self._nearest(cursor)
        if not found:
            self.app.notify(_("There is no code here."), timeout=3)
            return
        chosen = found[0]
        start, end = (cursor, chosen.end) if edge == "start" else (chosen.start, cursor)

        def act() -> None:
            codings.move_edges(self.app.researcher, chosen.key, start, end)
            self.app.changed()

        self.app.attempt(act)

    def _nearest(self, cursor: int) -> list[source_state.CodingAt]:
        """The coding whose edge lies nearest to the cursor, within its turn."""
        if self.source is None:
            return []
        turn = self.source.document.turn_at(cursor)
        near = [
            c
            for c in self.source.codings.values()
            if turn is not None and c.start <= turn.end and c.end >= turn.start
        ]
        return sorted(near, key=lambda c: min(abs(c.start - cursor), abs(c.end - cursor)))[:1]

    # Suggestions

    def action_take(self, number: int) -> None:
        """Give the passage the suggested code of this number."""
        if number > len(self._suggested):
            return
        passage = self.passage()
        if passage is not None:
            self._take_suggestion(passage, number)

    def _take_suggestion(self, passage: Passage, number: int) -> None:
        offered = self._suggested[number - 1]

        def act() -> None:
            key = suggestions.accept(self.app.researcher, passage, offered.offer(number))
            self._last = (offered.name,)
            made = (key,) if key is not None else ()
            already = () if made else (offered.name,)
            self._after_coding(passage, codings.Coded((offered.name,), made, (), already))

        if self.app.attempt(act):
            self.view.action_deselect()

    def action_refuse(self) -> None:
        """Say that none of the suggestions fits the passage."""
        passage = self.passage() if self._suggested else None
        if passage is not None:
            offers = [line.offer(rank) for rank, line in enumerate(self._suggested, 1)]
            self.app.attempt(lambda: suggestions.refuse_all(self.app.researcher, passage, offers))
            self.inspector.show_suggestions((), _("Noted: none fits."))
            self._suggested = ()

    @work(thread=True, exclusive=True, group="suggest", exit_on_error=False)
    def _suggest(self, source: str, start: int, end: int, text: str) -> None:
        worker = get_current_worker()
        if self._suggester is None:
            self._suggester = Suggester(self.app.researcher.project)
        try:
            found, note = self._suggester.suggest(text)
        except QualwbError as error:
            found, note = (), str(error)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_suggestions, (source, start, end), found, note)

    def _show_suggestions(
        self, asked: tuple[str, int, int], found: tuple[SuggestionLine, ...], note: str
    ) -> None:
        now = (self.source.name if self.source else "", *self.view.passage)
        if asked == now:
            self._suggested = found
            self.inspector.show_suggestions(found, note)

    # Memos, questions, speakers, the text

    def action_memo(self) -> None:
        """Write a memo on the passage."""
        passage = self.passage()
        if passage is None:
            return

        def take(text: str | None) -> None:
            if text:
                self.app.attempt(lambda: self._write_memo(passage, text))

        self.app.push_screen(TextDialog(_("Memo"), context=f"”{passage.text}”"), take)

    def _write_memo(self, passage: Passage, text: str) -> None:
        memos.write(self.app.researcher, text, target="passage", passage=passage)
        self.app.changed()

    def action_group_memo(self) -> None:
        """Write a memo on the group: the impression right after the interview."""
        if self.source is None:
            return
        group = self.source.transcript.group

        def take(text: str | None) -> None:
            if text:
                self.app.attempt(lambda: self._write_group_memo(group, text))

        self.app.push_screen(TextDialog(_("Memo on {group}").format(group=group)), take)

    def _write_group_memo(self, group: str, text: str) -> None:
        memos.write(self.app.researcher, text, target="group", name=group, kind="impression")
        self.app.changed()

    def action_next_question(self) -> None:
        """Go to the turn where the next question of the guide begins; after the last, to the first."""
        if self.source is None:
            return
        starts = [
            turn.start for turn in self.source.transcript.turns if turn.number in self.source.question_starts
        ]
        if not starts:
            self.app.notify(_("No question is placed yet: q places one."), timeout=3)
            return
        cursor = self.view.cursor
        self.view.goto(next((start for start in starts if start > cursor), starts[0]))

    def action_question(self) -> None:
        """Say which question of the guide is asked from this turn on."""
        if self.source is None:
            return
        turn = self.source.document.turn_at(self.view.cursor)
        if turn is None or turn.number is None:
            return
        number, source = turn.number, self.source.name
        choices = [Choice(q, q) for q in self._questions]
        choices += [Choice("+", _("+ new question")), Choice("-", _("no question from here on"))]

        def begin(label: str | None) -> None:
            self.app.attempt(lambda: self._place(source, number, label))

        def place(label: str | None) -> None:
            if label == "+":
                self.app.push_screen(LineDialog(_("New question")), lambda new: begin(new) if new else None)
            elif label is not None:
                begin(None if label == "-" else label)

        self.app.push_screen(ChoiceDialog(_("Question asked from this turn on"), choices), place)

    def _place(self, source: str, number: int, label: str | None) -> None:
        assert self.source is not None
        starts = {**self.source.question_starts, number: label}
        questions.place(self.app.researcher, source, starts, create=True)
        self.app.changed()

    def action_speaker(self) -> None:
        """Say who speaks this turn."""
        if self.source is None:
            return
        turn = self.source.document.turn_at(self.view.cursor)
        if turn is None or turn.number is None:
            return
        number, source = turn.number, self.source.name
        choices = [Choice(name, name) for name in self.source.speakers]
        choices += [Choice("+", _("+ new speaker")), Choice("-", _("nobody"))]

        def put(label: str | None) -> None:
            self.app.attempt(lambda: people.set_turn_speaker(self.app.researcher, source, [number], label))
            self.app.changed()

        def take(label: str | None) -> None:
            if label == "+":
                self.app.push_screen(LineDialog(_("New speaker")), lambda name: put(name) if name else None)
            elif label is not None:
                put(None if label == "-" else label)

        self.app.push_screen(ChoiceDialog(_("Who speaks this turn?"), choices), take)

    def action_correct(self) -> None:
        """Correct the words of the passage; codings follow."""
        passage = self.passage()
        if passage is None:
            return

        def take(text: str | None) -> None:
            if text is not None and text != passage.text:
                self.app.attempt(lambda: self._correct(passage, text))

        self.app.push_screen(TextDialog(_("Correct the words"), passage.text), take)

    def _correct(self, passage: Passage, text: str) -> None:
        edits = corrections.replace_passage(self.app.researcher, passage, text)
        self.app.changed()
        if edits.orphans:
            n = len(edits.orphans)
            said = ngettext("{n} coding lost its place", "{n} codings lost their place", n).format(n=n)
            self.app.notify(said, severity="warning", timeout=6)

    # Searching and filtering

    def action_search(self) -> None:
        """Open the search line."""
        line = self.query_one("#search-line", Input)
        line.add_class("-open")
        line.value = ""
        line.focus()

    @on(TranscriptView.SearchRequested)
    def _search_requested(self) -> None:
        self.action_search()

    @on(Input.Submitted, "#search-line")
    def _search_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        text = event.value
        regex = len(text) > 2 and text.startswith("/") and text.endswith("/")
        try:
            hits = self.view.find(text[1:-1] if regex else text, regex=regex)
        except BadPattern as error:
            self.app.notify(str(error), markup=False, severity="warning", timeout=5)
            return
        event.input.remove_class("-open")
        self.view.focus()
        if text:
            self.app.notify(ngettext("{n} hit", "{n} hits", hits).format(n=hits), timeout=2)

    def action_search_lemma(self) -> None:
        """Search for all forms of a word."""

        def take(word: str | None) -> None:
            if word and self.source is not None:
                pattern = source_state.forms_pattern(word, self.source.document.text)
                hits = self.view.find(pattern, regex=True)
                self.app.notify(ngettext("{n} hit", "{n} hits", hits).format(n=hits), timeout=2)

        self.app.push_screen(LineDialog(_("Search for a word in all its forms")), take)

    def action_filter(self) -> None:
        """Show only a code, a speaker or what is uncoded."""
        if self.source is None:
            return
        used = sorted({c.name for c in self.source.codings.values()}, key=str.casefold)
        choices = [Choice("uncoded:", _("turns without a code"))]
        choices += [Choice(f"speaker:{s}", _("speaker: {name}").format(name=s)) for s in self.source.speakers]
        choices += [Choice(f"code:{name}", _("code: {name}").format(name=name)) for name in used]
        self.app.push_screen(ChoiceDialog(_("Show only"), choices), self._filter)

    def _filter(self, chosen: str | None) -> None:
        if chosen is None or self.source is None:
            return
        kind, _sign, name = chosen.partition(":")
        intervals = self.source.intervals(kind, name)
        if not intervals:
            self.app.notify(_("Nothing to show."), timeout=3)
            return
        self._filter_note = name or _("uncoded")
        self.view.show_only(intervals)
        self._show_bar()
        self.view.focus()

    def action_unfilter(self) -> None:
        """Show the whole transcript."""
        self._filter_note = ""
        self.view.show_only(None)
        self._show_bar()

    # Panes and the bar

    def action_focus_pane(self, pane: str) -> None:
        """Put the focus into the codes; they unfold when they are folded."""
        if pane == "codes":
            self.pane.remove_class("-hidden")
            self.query_one(CodesTree).focus()
        else:
            self.view.focus()

    def action_toggle_pane(self, side: str) -> None:
        """Fold or unfold a pane."""
        pane = self.pane if side == "left" else self.inspector
        pane.toggle_class("-hidden")
        setattr(self.app.state, side, not pane.has_class("-hidden"))
        self.view.focus()

    def action_read_through(self) -> None:
        """Begin or end reading the whole transcript without coding."""
        self._reading = not self._reading
        self.view.set_marks(() if self._reading or self.source is None else self.source.marks)
        if self._reading:
            self.view.show_only(None)
        self._show_bar()

    def _show_bar(self) -> None:
        bar = self.query_one("#code-bar", Label)
        if self.source is None:
            bar.update(_(" No source yet: F8 imports transcripts."))
            return
        done = self.source.progress(self.view.cursor)
        parts = [
            f" {self.source.name}",
            _("turn {n} of {all}").format(n=done.turn, all=done.turns),
            _("coded {n} %").format(n=done.coded_percent),
            _("{n} turns left").format(n=done.uncoded),
            f"{self.app.researcher.coder}, {self.app.researcher.round}",
        ]
        if self._reading:
            parts.append(_("READ-THROUGH"))
        if self._filter_note:
            parts.append(_("only {what} (F shows all)").format(what=self._filter_note))
        bar.update(" · ".join(parts))

    # The inspector follows the cursor

    @on(TranscriptView.CursorMoved)
    def _cursor_moved(self) -> None:
        self._show_bar()
        self._inspect()

    @on(TranscriptView.SelectionChanged)
    def _selection_changed(self) -> None:
        self._inspect()

    def _inspect(self) -> None:
        if self.source is None:
            return
        start, end = self.view.passage
        found = self.here()
        self.inspector.show_place(self.source.place_lines(self.view.cursor))
        self.inspector.show_codes([self._coding_line(c) for c in found])
        self.inspector.show_memos(self.source.memos_at(start, end, self.view.cursor, {c.name for c in found}))
        self._suggested = ()
        if start < end and not self._reading and self.app.settings.suggestions:
            self.inspector.show_suggestions((), _("thinking ..."))
            self._suggest(self.source.name, start, end, self.source.document.text[start:end])
        else:
            self.inspector.show_suggestions(())

    def _coding_line(self, found: source_state.CodingAt) -> CodingLine:
        return CodingLine(
            found.name,
            found.colour,
            found.letter,
            found.coder,
            found.round,
            found.cited,
            self.codebook.rules.get(found.name, ""),
        )

    @on(CodesPane.Act)
    def _act_on_codes(self, event: CodesPane.Act) -> None:
        event.stop()
        self.act_on_codes(event.method)

    @on(TranscriptView.PassageActivated)
    def _passage_activated(self, event: TranscriptView.PassageActivated) -> None:
        self.view.set_focus_code(event.mark.code_id)
