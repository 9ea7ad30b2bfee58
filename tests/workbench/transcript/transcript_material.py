"""Documents, marks and an app for the tests of the transcript view."""

import random

from textual.app import App, ComposeResult

from qualwb.workbench.widgets.transcript import PassageMark, TranscriptDocument, TranscriptView, TurnSpan

COLOURS = ("#4e79a7", "#f28e2b", "#e15759", "#76b7b2", "#59a14f", "#edc948", "#b07aa1", "#ff9da7", "#9c755f")

FOCUS_GROUP = (
    ("", "Fokusgrupp 2, förskolan Ekorren"),
    ("Moderator", "Om vi börjar med syftet. Hur förstod ni det?"),
    (
        "Åsa",
        "Jag tyckte att det var otydligt, t.ex. när rektorn sa att vi skulle lära av varandra... men ingen "
        "visste vem som hade mandat. [skratt] Det blev bl.a. två möten som handlade om samma sak, och sedan "
        "hände det ingenting på hela våren.",
    ),
    ("Örjan", "Ja."),
    ("Moderator", "Kan du säga mer om mandatet?"),
    (
        "Örjan",
        "Vi fick ju inget mandat. Chefen sa: 'Gör som ni vill', dvs. ingen bestämde. Och när vi frågade fick "
        "vi inget svar alls, så vi gjorde det vi alltid har gjort; det kändes tryggast då.",
    ),
    ("Flera", "[skratt]"),
    ("Åsa", "Precis 👍 det var så. Vi skrev 学習 på tavlan, för det betyder lärande."),
    ("Birgitta-Karin", "Jag håller inte med. Syftet stod i inbjudan, men den läste ingen."),
    ("Moderator", "Vad hade ni behövt?"),
    ("Åsa", "Tid. Ett tydligt uppdrag, och någon som höll i det.\nOch fika, förstås."),
)


def make_document(turns=FOCUS_GROUP) -> TranscriptDocument:
    """A document of (speaker, content) pairs; without a speaker it is a heading."""
    spans, offset = [], 0
    for number, (speaker, content) in enumerate(turns, 1):
        kind = "speech" if speaker else "text"
        spans.append(TurnSpan(offset, offset + len(content), speaker, kind, number, 12.5 * number))
        offset += len(content) + 1
    return TranscriptDocument("\n".join(content for _, content in turns), tuple(spans))


def make_mark(document: TranscriptDocument, quote: str, code: int, coding_id: int) -> PassageMark:
    """A mark on the first place where the quote stands."""
    start = document.text.index(quote)
    return mark_at(start, start + len(quote), code, coding_id)


def mark_at(start: int, end: int, code: int, coding_id: int) -> PassageMark:
    return PassageMark(
        start, end, code, f"kod {code}", chr(ord("A") + code), COLOURS[code % len(COLOURS)], coding_id
    )


def make_marks(document: TranscriptDocument) -> tuple[PassageMark, ...]:
    """Marks on the focus group: single, nested, crossing, over turns, on a wide character."""
    quotes = (
        ("Jag tyckte att det var otydligt", 0),
        ("ingen visste vem som hade mandat", 1),
        ("otydligt, t.ex. när rektorn sa att vi skulle lära av varandra... men ingen", 2),
        ("Vi fick ju inget mandat", 1),
        ("inget mandat. Chefen sa: 'Gör som ni vill', dvs. ingen bestämde. Och", 3),
        ("Vi skrev 学習 på tavlan", 4),
        ("Ett tydligt uppdrag, och någon som höll i det.\nOch fika", 5),
    )
    return tuple(make_mark(document, quote, code, n) for n, (quote, code) in enumerate(quotes, 1))


def make_long(turns: int, marks: int, seed: int = 1) -> tuple[TranscriptDocument, tuple[PassageMark, ...]]:
    """A document of many turns of some 150 characters, and overlapping marks of one to three sentences."""
    draw = random.Random(seed)
    words = " ".join(content for _, content in FOCUS_GROUP[1:6]).split()
    document = make_document(
        [
            (
                draw.choice(("Moderator", "Åsa", "Örjan", "Birgitta")),
                " ".join(draw.choices(words, k=draw.randint(4, 45))),
            )
            for _ in range(turns)
        ]
    )
    length = len(document.text)
    spans = ((draw.randrange(length - 300), draw.randint(20, 250)) for _ in range(marks))
    return document, tuple(
        mark_at(start, start + size, n % 12, n) for n, (start, size) in enumerate(spans, 1)
    )


class ViewApp(App[None]):
    """An app with nothing but the view."""

    PAUSE_GC_ON_SCROLL = True
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, document: TranscriptDocument, marks=(), theme: str = "textual-dark") -> None:
        super().__init__()
        self.view = TranscriptView(id="transcript")
        self._given = document, marks
        self._theme_name = theme

    def compose(self) -> ComposeResult:
        yield self.view

    def on_mount(self) -> None:
        self.theme = self._theme_name
        self.view.set_document(*self._given)
        self.view.focus()


def screen_text(app: App) -> str:
    """What the screen shows, as text."""
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())
