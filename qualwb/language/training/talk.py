"""Talk written and marked by hand, as documents to train on.

The treebanks hold writing alone. Each utterance of ``talk.tsv`` has its words, parts of speech and base forms
by the treebanks' conventions; tags and features are those that the treebanks most often give such a word.
There are no trees: the parser learns nothing from talk.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from qualwb.language.speech_spellings import normalise_tokens

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

TALK = Path(__file__).with_name("talk.tsv")
TIMES = 2
"""How often each utterance stands among the documents, in each of its two forms."""
UTTERANCES_A_DOC = 10
LONGEST_ENDING = 5
STOP_SIGNS = frozenset(".?!…")


class MarkedWord(NamedTuple):
    """A word as it was said, its part of speech (UPOS) and its base form."""

    form: str
    pos: str
    base: str


Utterance = list[MarkedWord]


def read_talk(path: Path = TALK) -> list[Utterance]:
    """The utterances of a file with a word a line: form, part of speech, base form."""
    blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
    utterances = [
        [MarkedWord(*line.split("\t")) for line in block.splitlines() if not line.startswith("#")]
        for block in blocks
    ]
    return [utterance for utterance in utterances if utterance]


def talk_train(treebank: Sequence[Doc], utterances: Iterable[Utterance]) -> list[Doc]:
    """Documents of talk as the pipeline gets to read it: in written spelling, each line with a stop at its
    end; once with a capital first letter and once without.
    """
    features = TreebankFeatures(treebank)
    written = [_written(utterance) for utterance in utterances]
    lines = [spell(utterance) for spell in (_with_capital, _without_capital) for utterance in written] * TIMES
    return [
        _doc(treebank[0].vocab, lines[n : n + UTTERANCES_A_DOC], features)
        for n in range(0, len(lines), UTTERANCES_A_DOC)
    ]


class TreebankFeatures:
    """The tag and features that a treebank most often gives a word of some part of speech.

    A word that it doesn't have gets those of the words with its longest ending.
    """

    def __init__(self, treebank: Iterable[Doc]) -> None:
        self.counts: defaultdict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
        for doc in treebank:
            for token in doc:
                for ending in _endings(token.text.lower()):
                    self.counts[token.pos_, ending][token.tag_, str(token.morph)] += 1

    def of(self, word: str, pos: str) -> tuple[str, str]:
        """Tag and features; both '' where the treebank has no word of that part of speech."""
        for ending in _endings(word.lower()):
            if found := self.counts.get((pos, ending)):
                return found.most_common(1)[0][0]
        return "", ""


def _endings(word: str) -> Iterator[str]:
    """The whole word (marked as whole by '^'), then its endings from the longest on, then none."""
    yield f"^{word}"
    for length in range(min(len(word), LONGEST_ENDING), -1, -1):
        yield word[len(word) - length :]


def _written(utterance: Utterance) -> Utterance:
    forms = normalise_tokens([word.form for word in utterance])
    words = [word._replace(form=form) for word, form in zip(utterance, forms, strict=True)]
    return words if words[-1].form in STOP_SIGNS else [*words, MarkedWord(".", "PUNCT", ".")]


def _with_capital(utterance: Utterance) -> Utterance:
    first, *rest = utterance
    return [first._replace(form=first.form[:1].upper() + first.form[1:]), *rest]


def _without_capital(utterance: Utterance) -> Utterance:
    first, *rest = utterance
    return utterance if first.pos == "PROPN" else [first._replace(form=first.form.lower()), *rest]


def _doc(vocab: Vocab, lines: Sequence[Utterance], features: TreebankFeatures) -> Doc:
    from spacy.tokens import Doc

    words = [word for line in lines for word in line]
    starts: list[bool | int | None] = [n == 0 for line in lines for n in range(len(line))]
    tags, morphs = zip(*(features.of(word.form, word.pos) for word in words), strict=True)
    return Doc(
        vocab,
        words=[word.form for word in words],
        tags=list(tags),
        pos=[word.pos for word in words],
        morphs=list(morphs),
        lemmas=[word.base for word in words],
        sent_starts=starts,
    )
