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
from typing import TYPE_CHECKING, NamedTuple

from qualwb.language import loading
from qualwb.language.lemmas import MARKS, lemma, noun_lemma
from qualwb.language.lexicon import vocabulary
from qualwb.language.speech import normalise_tokens
from qualwb.language.talk import ACKNOWLEDGEMENTS, HESITATIONS
from qualwb.language.wordlists import word_set

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

WORDS_A_BATCH = 300
"""Lines are gathered up to this many words before they go to the model: short documents cost time."""

_PIECES_A_BATCH = 16

_LABEL = re.compile(r"^[^\W_][\w.-]*(?: [\w.-]+){0,2}:(?=\s|$)", re.MULTILINE)
_RULES = re.compile(r"([^\w\s])\1{9,}")
_STOPS = frozenset(".?!…:")
_STOP = "."
_OPEN_CLASSES = frozenset({"NOUN", "VERB", "ADJ", "ADV"})
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "DET", "ADV", "PRON"})
_INTERJECTIONS = (ACKNOWLEDGEMENTS | HESITATIONS | {"va", "nja", "hallå", "wow"}) - word_set(
    """
    precis exakt absolut jus juste just visst sant såklart självklart typ jamen
    """
)


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

    for doc in pipeline.pipe(pieces(), batch_size=_PIECES_A_BATCH, n_process=n_process):
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


class _Line(NamedTuple):
    """The words of a line: where they start, how they stand there, and how the model shall read them."""

    starts: list[int]
    forms: list[str]
    written: list[str]


def _lines(text: str, nlp: Language) -> Iterator[_Line]:
    masked = _masked(text)
    start = 0
    for line in masked.split("\n"):
        tokens = [token for token in nlp.tokenizer(line) if not token.is_space]
        if tokens:
            forms = [token.text for token in tokens]
            yield _Line([start + token.idx for token in tokens], forms, normalise_tokens(forms))
        start += len(line) + 1


def _masked(text: str) -> str:
    """The text with spaces for marks, drawn lines ('-----') and labels: positions stay."""
    text = _RULES.sub(_spaces, MARKS.sub(_spaces, text))
    labels = Counter(found.group() for found in _LABEL.finditer(text))
    speakers = {label for label, times in labels.items() if times > 1}
    return _LABEL.sub(lambda found: _spaces(found) if found.group() in speakers else found.group(), text)


def _spaces(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found.group())


def _batches(lines: Iterable[_Line]) -> Iterator[list[_Line]]:
    batch: list[_Line] = []
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

    def __init__(self, lines: Sequence[_Line]) -> None:
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
        kept = [n for n, place in enumerate(self.places) if place >= 0]
        index = {n: len(tokens) + order for order, n in enumerate(kept)}
        poss = [_class(token, doc) for token in doc]
        for n in kept:
            token = doc[n]
            pos, base = _corrected(self.forms[n], token.text, poss, n, token.lemma_)
            start = self.places[n]
            tokens.append(
                ParsedToken(
                    start,
                    start + len(self.forms[n]),
                    self.forms[n],
                    token.text,
                    base,
                    pos,
                    str(token.morph),
                    token.dep_,
                    index.get(token.head.i, index[n]),
                    bool(token.is_sent_start),
                )
            )
        for span in doc.ents:
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


def _class(token: Token, doc: Doc) -> str:
    """The part of speech, mended where the words around leave no doubt."""
    pos = str(token.pos_)
    low = token.lower_
    if pos in ("NOUN", "ADJ") and _is_unknown_verb(token, doc):
        return "VERB"
    if pos == "NOUN":
        in_name = token.ent_type_ in _NAMES and token.text[:1].isupper() and not token.is_sent_start
        return "PROPN" if in_name else pos
    if pos in ("VERB", "AUX") and low in _HELPING:
        return _helping_or_main(token, doc)
    if pos == "ADP" and low == "om" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ in _NOMINATIVES:
        return "SCONJ"
    return pos


def _is_unknown_verb(token: Token, doc: Doc) -> bool:
    """Whether a word that training never showed is a verb of the first conjugation after its subject."""
    low = token.lower_
    stem = low.removesuffix("ade") if low.endswith("ade") else low.removesuffix("ar")
    if stem == low or low in vocabulary() or lemma(low) != f"{stem}a":
        return False
    before = token.i - 1
    while before >= 0 and doc[before].pos_ in ("ADV", "PART"):
        before -= 1
    return before >= 0 and doc[before].lower_ in _SUBJECTS


def _helping_or_main(token: Token, doc: Doc) -> str:
    """AUX where an infinitive follows ('vill ha'; after 'ha' a supine: 'har haft')."""
    wanted = "Sup" if token.lower_ in _PERFECT else "Inf"
    for following in doc[token.i + 1 : token.i + 1 + _FARTHEST_MAIN_VERB]:
        if following.pos_ in ("VERB", "AUX"):
            return "AUX" if wanted in following.morph.get("VerbForm", []) else str(token.pos_)
        if following.pos_ not in ("PRON", "ADV", "PART", "DET", "NOUN", "PROPN", "ADJ"):
            break
    return str(token.pos_)


_HELPING = word_set(
    "vill ville velat får fick fått kan kunde kunnat orkar orkade hinner hann har hade ha haft"
)
_PERFECT = word_set("har hade ha")
_NOMINATIVES = word_set("jag du han hon man vi ni")
_SUBJECTS = _NOMINATIVES | word_set("de det den som hen alla")
_FARTHEST_MAIN_VERB = 4
_NAMES = frozenset({"PER", "PRS"})
_LABELS = {"PRS": "PER"}
"""The official pipeline's names of kinds, as ours."""


def _corrected(form: str, written: str, poss: Sequence[str], n: int, base: str) -> tuple[str, str]:
    """Part of speech and base form, mended where talk or an unknown word misleads the model."""
    pos = poss[n]
    low = written.lower()
    if low in _INTERJECTIONS:
        return "INTJ", low
    if low in _PARTICLES and not (n and poss[n - 1] == "DET"):
        return "ADV", low
    if low in _ALONE and pos in ("DET", "PRON"):
        before_nominal = n + 1 < len(poss) and poss[n + 1] in _NOMINAL
        if pos == "PRON" or not before_nominal:
            return "PRON", _ALONE[low]
    if pos == "PROPN":
        return pos, _name_in_base_form(form, base)
    if pos in _OPEN_CLASSES and low.isalpha():
        return pos, _base_form(low, pos, base)
    return pos, base


def _base_form(form: str, pos: str, base: str) -> str:
    """The model's base form where training showed it for this word, else the word lists'."""
    seen = vocabulary().get(form)
    if seen:
        return base if base in seen else seen[0]
    return noun_lemma(form) if pos == "NOUN" else lemma(form)


def _name_in_base_form(form: str, base: str) -> str:
    """A name loses nothing but the s of a genitive."""
    return base if form in (base, f"{base}s") or form.lower() in vocabulary() else form


_PARTICLES = frozenset({"liksom", "typ", "iallafall"})
_ALONE = {"de": "de", "det": "den", "den": "den", "ingen": "ingen", "inget": "ingen", "någon": "någon",
          "något": "någon", "några": "någon", "alla": "all", "allt": "all"}  # fmt: skip
