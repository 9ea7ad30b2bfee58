"""Open Swedish treebanks and name corpora as spaCy documents.

The data folder holds ``sv-treebank/`` (UD Talbanken and PUD) and ``sv-ner/`` (Universal NER, the klintan
corpus of web news), laid out as in their README files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

SENTENCES_A_DOC = 10
NEWS_SENTENCES_A_DOC = 5
NEWS_DEV_DOCS = 150
PUD_HELD_OUT_EVERY = 4
SOFT_HYPHEN = "\u00ad"

TaggedSentence = list[tuple[str, str]]

TALBANKEN = Path("sv-treebank/ud-talbanken")
CORE_TRAIN = (
    TALBANKEN / "sv_talbanken-rebuilt-train.convtest.conllu",
    Path("sv-treebank/ud-pud/sv_pud-harmonised.conllu"),
    TALBANKEN / "sv_talbanken-ud-test.r2.8.conllu",
)
CORE_DEV = TALBANKEN / "sv_talbanken-ud-dev.r2.8.conllu"
NAMES_TALBANKEN = Path("sv-ner/uner-talbanken")
NAMES_PUD = Path("sv-ner/uner-pud/sv_pud-ud-test.iob2")
NAMES_NEWS = Path("sv-ner/klintan")


def core_train(data: Path) -> list[Doc]:
    """Treebank documents to train on; the dev split is not among them."""
    return [doc for path in CORE_TRAIN for doc in read_conllu(data / path)]


def core_dev(data: Path) -> list[Doc]:
    """Gold dev split of UD Swedish-Talbanken 2.8, the split of the published figures."""
    return read_conllu(data / CORE_DEV)


def names_train(data: Path) -> list[Doc]:
    """Documents with names to train on."""
    pud_train, _ = _pud_names(data)
    news_train, _ = _news_names(data)
    talbanken = read_iob2(data / NAMES_TALBANKEN / "sv_talbanken-ud-train.iob2")
    return [*_name_docs(talbanken, SENTENCES_A_DOC), *pud_train, *news_train]


def names_dev(data: Path) -> list[Doc]:
    """The last documents of the news corpus' train file: picks the best checkpoint, never trained on."""
    return _news_names(data)[1]


def names_tests(data: Path) -> dict[str, list[Doc]]:
    """Documents with names that neither trained nor picked the model, by the name of their corpus."""
    talbanken = data / NAMES_TALBANKEN
    news = read_news(data / NAMES_NEWS / "test_corpus.txt")
    return {
        "klintan test": _name_docs(news, NEWS_SENTENCES_A_DOC),
        "UNER Talbanken test": _name_docs(
            read_iob2(talbanken / "sv_talbanken-ud-test.iob2"), SENTENCES_A_DOC
        ),
        "UNER Talbanken dev": _name_docs(read_iob2(talbanken / "sv_talbanken-ud-dev.iob2"), SENTENCES_A_DOC),
        "UNER PUD, held-out quarter": _pud_names(data)[1],
    }


def read_conllu(path: Path) -> list[Doc]:
    """A CoNLL-U file as documents of ten sentences, by spaCy's own converter."""
    from spacy.training.converters import conllu_to_docs

    text = path.read_text(encoding="utf-8")
    return list(conllu_to_docs(text, n_sents=SENTENCES_A_DOC, no_print=True))


def read_iob2(path: Path) -> list[TaggedSentence]:
    """Sentences of a Universal NER file as (form, tag); tags are IOB2."""
    sentences = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and not line.startswith("#")]
        if rows:
            sentences.append([(row[1], row[2]) for row in rows])
    return sentences


def read_news(path: Path) -> list[TaggedSentence]:
    """Sentences of the klintan corpus as (form, tag).

    Its tags have no B and I: neighbours of one kind are one name. MISC was not annotated by the same rule
    elsewhere, so it counts as unknown ('-'), which spaCy doesn't learn from. Soft hyphens are removed.
    """
    sentences = []
    for block in path.read_text(encoding="utf-8").replace(SOFT_HYPHEN, "").split("\n\n"):
        rows = [line.split() for line in block.splitlines()]
        words = [(row[0], row[-1]) for row in rows if len(row) > 1]
        if words:
            sentences.append(list(_as_iob2(words)))
    return sentences


def _as_iob2(words: TaggedSentence) -> Iterator[tuple[str, str]]:
    previous = "0"
    for form, kind in words:
        if kind == "MISC":
            yield form, "-"
        elif kind in ("0", "O"):
            yield form, "O"
        else:
            yield form, f"{'I' if kind == previous else 'B'}-{kind}"
        previous = kind


def _pud_names(data: Path) -> tuple[list[Doc], list[Doc]]:
    docs = _name_docs(read_iob2(data / NAMES_PUD), SENTENCES_A_DOC)
    held_out = docs[PUD_HELD_OUT_EVERY - 1 :: PUD_HELD_OUT_EVERY]
    train = [doc for n, doc in enumerate(docs, 1) if n % PUD_HELD_OUT_EVERY]
    return train, held_out


def _news_names(data: Path) -> tuple[list[Doc], list[Doc]]:
    docs = _name_docs(read_news(data / NAMES_NEWS / "train_corpus.txt"), NEWS_SENTENCES_A_DOC)
    return docs[:-NEWS_DEV_DOCS], docs[-NEWS_DEV_DOCS:]


def _name_docs(sentences: Iterable[TaggedSentence], size: int) -> list[Doc]:
    from spacy.lang.sv import Swedish

    vocab = Swedish().vocab
    rest = iter(sentences)
    docs = []
    while batch := list(islice(rest, size)):
        docs.append(_name_doc(vocab, batch))
    return docs


def _name_doc(vocab: Vocab, sentences: list[TaggedSentence]) -> Doc:
    from spacy.tokens import Doc
    from spacy.training import iob_to_biluo
    from spacy.training.iob_utils import biluo_tags_to_spans

    words = [form for sentence in sentences for form, _ in sentence]
    starts: list[bool | int | None] = [n == 0 for sentence in sentences for n in range(len(sentence))]
    tags = [tag for sentence in sentences for _, tag in sentence]
    doc = Doc(vocab, words=words, sent_starts=starts)
    unknown = [doc[n : n + 1] for n, tag in enumerate(tags) if tag == "-"]
    biluo = iob_to_biluo(["O" if tag == "-" else tag for tag in tags])
    doc.set_ents(biluo_tags_to_spans(doc, biluo), missing=unknown)
    return doc
