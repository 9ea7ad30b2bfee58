"""A parsed text as a spaCy document of the whole text, which spaCy alone can read."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from qualwb.language.parsing import NO_MORPH, Entity, ParsedDoc, ParsedToken

if TYPE_CHECKING:
    from spacy.tokens import Doc

_GAP = "GAP"
_START = "START"
_ATTRIBUTES = (
    "ORTH", "SPACY", "TAG", "NORM", "LEMMA", "POS", "MORPH", "DEP", "HEAD", "ENT_IOB", "ENT_TYPE",
)  # fmt: skip


def packed(parsed_doc: ParsedDoc) -> bytes:
    """A DocBin of one document."""
    from spacy.tokens import DocBin

    data: bytes = DocBin(attrs=_ATTRIBUTES, docs=[to_spacy(parsed_doc)]).to_bytes()
    return data


def unpacked(data: bytes) -> ParsedDoc:
    """What ``packed`` was given. Raises whatever spaCy does for other bytes."""
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    return from_spacy(next(iter(DocBin().from_bytes(data).get_docs(Vocab()))))


def to_spacy(parsed_doc: ParsedDoc) -> Doc:
    """A spaCy document of the whole text: ``doc.text == parsed_doc.text``.

    What lies between the tokens (marks, labels, more than one space) becomes tokens with the tag 'GAP'; the
    first token of a sentence has the tag 'START'.
    """
    from spacy.tokens import Doc, Span
    from spacy.vocab import Vocab

    rows, of_token = _rows(parsed_doc)
    doc = Doc(
        Vocab(),
        words=[row.token.text for row in rows],
        spaces=[row.space for row in rows],
        tags=[row.tag for row in rows],
        lemmas=[row.token.lemma for row in rows],
        pos=[row.token.pos for row in rows],
        morphs=[row.token.morph for row in rows],
        deps=[row.token.dep for row in rows],
        heads=[n if row.tag == _GAP else of_token[row.token.head] for n, row in enumerate(rows)],
    )
    for n, row in enumerate(rows):
        doc[n].norm_ = row.token.written
    starts = {token.start: of_token[n] for n, token in enumerate(parsed_doc.tokens)}
    ends = {token.end: of_token[n] + 1 for n, token in enumerate(parsed_doc.tokens)}
    doc.set_ents([Span(doc, starts[e.start], ends[e.end], label=e.label) for e in parsed_doc.entities])
    return doc


def from_spacy(doc: Doc) -> ParsedDoc:
    """What ``to_spacy`` was given.

    The document is read as arrays: asking each token for each of its strings takes four times as long.
    """
    strings = doc.vocab.strings
    columns = doc.to_array(["ORTH", "NORM", "LEMMA", "POS", "MORPH", "DEP", "TAG"]).T.tolist()
    forms, written, lemmas, poss, morphs, deps, tags = ([strings[key] for key in keys] for keys in columns)
    spaces, offsets = doc.to_array(["SPACY", "HEAD"]).astype("int64").T.tolist()
    sizes = [len(form) + space for form, space in zip(forms, spaces, strict=True)]
    places = list(accumulate(sizes, initial=0))
    numbers = list(accumulate((tag != _GAP for tag in tags), initial=0))
    tokens = tuple(
        ParsedToken(
            place,
            place + len(form),
            form,
            read,
            lemma,
            pos,
            "" if morph == NO_MORPH else morph,
            dep,
            numbers[n + offset],
            tag == _START,
        )
        for n, (place, form, read, lemma, pos, morph, dep, tag, offset) in enumerate(
            zip(places, forms, written, lemmas, poss, morphs, deps, tags, offsets, strict=False)
        )
        if tag != _GAP
    )
    entities = tuple(Entity(e.start_char, e.end_char, e.text, e.label_) for e in doc.ents)
    text = "".join(form + " " * space for form, space in zip(forms, spaces, strict=True))
    return ParsedDoc(text, tokens, entities)


class _Row(NamedTuple):
    """A token of the spaCy document; a gap between tokens is one too."""

    token: ParsedToken
    space: bool
    """Whether a space follows."""
    tag: str


def _rows(parsed_doc: ParsedDoc) -> tuple[list[_Row], list[int]]:
    """The rows of the whole text, and the row of each token."""
    rows: list[_Row] = []
    of_token: list[int] = []
    text = parsed_doc.text
    at = 0
    for token in parsed_doc.tokens:
        if token.start > at:
            rows.append(_gap(text, at, token.start))
        of_token.append(len(rows))
        space = text[token.end : token.end + 1] == " "
        rows.append(_Row(token, space, _START if token.sentence_start else ""))
        at = token.end + space
    if at < len(text):
        rows.append(_gap(text, at, len(text)))
    return rows, of_token


def _gap(text: str, start: int, end: int) -> _Row:
    words = text[start:end]
    return _Row(ParsedToken(start, end, words, words, "", "", "", "dep", 0, False), False, _GAP)
