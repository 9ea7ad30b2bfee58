"""Parse transcripts: the pipeline's analysis of talk, with positions in the text as it stands.

What is fed to the model is made as much like writing as can be, one word for one: speech spellings are
written out, marks such as [skratt] and labels such as 'Åsa:' are left out, and each line (a turn, or a
paragraph of one) that ends without a stop gets one. The results are copied back by index.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from qualwb.language import loading
from qualwb.language.mending import corrected
from qualwb.language.speech_spellings import normalise_tokens
from qualwb.language.transcription_marks import without_marks
from qualwb.language.word_readings import WordReading

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

WORDS_A_BATCH = 100
"""Lines are gathered up to this many words before they go to the model: short documents cost time."""

PIECES_A_BATCH = 32
"""So few at a time that what the model works on stays in the processor's cache."""

_LABEL = re.compile(r"^[^\W_][\w.-]*(?: [\w.-]+){0,2}:(?=\s|$)", re.MULTILINE)
_RULES = re.compile(r"([^\w\s])\1{9,}")
_STOPS = frozenset(".?!…:")
_STOP = "."


class ParsedToken(NamedTuple):
    """A word or punctuation mark: ``text`` stands at [start, end), code points of the whole text.

    ``written`` is what the model read ('dom' -> 'de'); ``pos`` is a universal part of speech, ``morph`` its
    features ('Number=Plur'), ``head`` the index of the token it depends on (its own index: a root).
    """

    start: int
    end: int
    text: str
    written: str
    lemma: str
    pos: str
    morph: str
    dep: str
    head: int
    sentence_start: bool


class Entity(NamedTuple):
    """A name at [start, end): ``label`` is PER, LOC or ORG."""

    start: int
    end: int
    text: str
    label: str


@dataclass(frozen=True, slots=True)
class ParsedDoc:
    """A parsed text: its tokens in order, and the names in it."""

    text: str
    tokens: tuple[ParsedToken, ...]
    entities: tuple[Entity, ...]

    def sentences(self) -> Iterator[Sequence[ParsedToken]]:
        """The tokens of each sentence."""
        starts = [n for n, token in enumerate(self.tokens) if token.sentence_start]
        for start, end in zip(starts, [*starts[1:], len(self.tokens)], strict=True):
            yield self.tokens[start:end]


def parse(text: str, nlp: Language | None = None) -> ParsedDoc:
    """Parse one text. ``nlp`` is the pipeline, by default the one that ``loading.load`` gives."""
    return next(parse_all([text], nlp))


def parse_all(texts: Iterable[str], nlp: Language | None = None, n_process: int = 1) -> Iterator[ParsedDoc]:
    """Parse many texts, in order, a few at a time; memory doesn't grow with their number.

    ``n_process`` is spaCy's: several processes pay from about 100,000 words on, since each loads the model.
    """
    pipeline = nlp or loading.load()
    waiting: deque[_Text] = deque()

    def pieces() -> Iterator[Doc]:
        for text in texts:
            waiting.append(_Text(text, pipeline))
            for piece in waiting[-1].pieces:
                yield piece.doc(pipeline)

    for doc in pipeline.pipe(pieces(), batch_size=PIECES_A_BATCH, n_process=n_process):
        while waiting[0].complete:
            yield waiting.popleft().result()
        waiting[0].take(doc)
    while waiting:
        yield waiting.popleft().result()


class _Text:
    """A text on its way through the model, piece by piece."""

    def __init__(self, text: str, nlp: Language) -> None:
        self.text = text
        self.pieces = [_Piece(batch) for batch in _batches(_lines(text, nlp))]
        self.taken = 0
        self.tokens: list[ParsedToken] = []
        self.entities: list[Entity] = []

    @property
    def complete(self) -> bool:
        return self.taken == len(self.pieces)

    def take(self, doc: Doc) -> None:
        self.pieces[self.taken].copy_back(doc, self.text, self.tokens, self.entities)
        self.taken += 1

    def result(self) -> ParsedDoc:
        return ParsedDoc(self.text, tuple(self.tokens), tuple(self.entities))


class _ParsedLine(NamedTuple):
    """The words of a line: where they start, how they stand there, and how the model shall read them."""

    starts: list[int]
    forms: list[str]
    written: list[str]


def _lines(text: str, nlp: Language) -> Iterator[_ParsedLine]:
    masked = _masked(text)
    start = 0
    for line in masked.split("\n"):
        tokens = [token for token in nlp.tokenizer(line) if not token.is_space]
        if tokens:
            forms = [token.text for token in tokens]
            yield _ParsedLine([start + token.idx for token in tokens], forms, normalise_tokens(forms))
        start += len(line) + 1


def _masked(text: str) -> str:
    """The text with spaces for marks, drawn lines ('-----') and labels: positions stay."""
    text = _RULES.sub(_spaces, without_marks(text))
    labels = Counter(found.group() for found in _LABEL.finditer(text))
    speakers = {label for label, times in labels.items() if times > 1}
    return _LABEL.sub(lambda found: _spaces(found) if found.group() in speakers else found.group(), text)


def _spaces(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found.group())


def _batches(lines: Iterable[_ParsedLine]) -> Iterator[list[_ParsedLine]]:
    batch: list[_ParsedLine] = []
    size = 0
    for line in lines:
        batch.append(line)
        size += len(line.forms)
        if size >= WORDS_A_BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


class _Piece:
    """Some lines as the model gets them, and the way back.

    ``places`` has, for each token of the model's document, where its word starts in the text; -1 for a
    stop that isn't there.
    """

    def __init__(self, lines: Sequence[_ParsedLine]) -> None:
        self.words: list[str] = []
        self.forms: list[str] = []
        self.places: list[int] = []
        self.line_starts: list[bool] = []
        for line in lines:
            stop = [] if line.forms[-1][-1] in _STOPS else [_STOP]
            self.words += line.written + stop
            self.forms += line.forms + stop
            self.places += line.starts + [-1] * len(stop)
            self.line_starts += [True] + [False] * (len(line.forms) + len(stop) - 1)

    def doc(self, nlp: Language) -> Doc:
        """The document to parse: a line's first word always starts a sentence."""
        from spacy.tokens import Doc

        starts: list[bool | int | None] = [True if first else None for first in self.line_starts]
        return Doc(nlp.vocab, words=self.words, spaces=self._spaces(), sent_starts=starts)

    def _spaces(self) -> list[bool]:
        ends = [place + len(form) for place, form in zip(self.places, self.forms, strict=True)]
        following = [*self.places[1:], -1]
        return [
            nxt >= 0 and (place < 0 or nxt > end)
            for place, end, nxt in zip(self.places, ends, following, strict=True)
        ]

    def copy_back(self, doc: Doc, text: str, tokens: list[ParsedToken], entities: list[Entity]) -> None:
        """Append the analysis of this piece to ``tokens`` and ``entities``."""
        readings, deps, heads = _readings(doc, self.forms)
        index = list(accumulate((place >= 0 for place in self.places), initial=len(tokens)))
        own = [at if place >= 0 else -1 for at, place in zip(index, self.places, strict=False)]
        words = zip(self.places, self.forms, self.words, readings, corrected(readings), strict=True)
        tokens += [
            ParsedToken(
                place,
                place + len(form),
                form,
                written,
                base,
                pos,
                reading.morph,
                dep,
                own[head] if own[head] >= 0 else at,
                reading.sentence_start,
            )
            for (place, form, written, reading, (pos, base)), dep, head, at in zip(
                words, deps, heads, own, strict=True
            )
            if place >= 0
        ]
        for span in doc.ents:
            self._copy_name(span, text, entities)

    def _copy_name(self, span: Span, text: str, entities: list[Entity]) -> None:
        places = [n for n in range(span.start, span.end) if self.places[n] >= 0]
        while places and not any(sign.isalnum() for sign in self.forms[places[-1]]):
            places.pop()
        if places:
            start, end = self.places[places[0]], self.places[places[-1]] + len(self.forms[places[-1]])
            _add_name(entities, start, end, text, _LABELS.get(span.label_, span.label_))


def _add_name(entities: list[Entity], start: int, end: int, text: str, label: str) -> None:
    """Append a name; a person's name right after another's goes on with it: first name, last name."""
    if entities and label == "PER" == entities[-1].label and text[entities[-1].end : start] == " ":
        start = entities.pop().start
    entities.append(Entity(start, end, text[start:end], label))


def _readings(doc: Doc, forms: Sequence[str]) -> tuple[list[WordReading], list[str], list[int]]:
    """What the model says of each word, its relation, and the number of the word it depends on.

    The document is read as one array: asking each token for each of its strings takes five times as long.
    """
    strings = doc.vocab.strings
    columns = doc.to_array(["LOWER", "POS", "LEMMA", "MORPH", "ENT_TYPE", "DEP"]).T.tolist()
    lows, poss, lemmas, morphs, kinds, deps = ([strings[key] for key in column] for column in columns)
    starts, offsets = doc.to_array(["SENT_START", "HEAD"]).astype("int64").T.tolist()
    readings = [
        WordReading(
            form, low, pos, lemma, "" if morph == NO_MORPH else morph, _LABELS.get(kind, kind), start == 1
        )
        for form, low, pos, lemma, morph, kind, start in zip(
            forms, lows, poss, lemmas, morphs, kinds, starts, strict=True
        )
    ]
    return readings, deps, [n + offset for n, offset in enumerate(offsets)]


NO_MORPH = "_"
"""How spaCy keeps that a word has no features."""
_LABELS = {"PRS": "PER"}
"""The official pipeline's names of kinds, as ours."""
