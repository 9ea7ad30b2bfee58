"""Parsed texts kept between runs, in the user's cache folder; the whole folder may be deleted at any time.

A file is a DocBin of one document whose text is the parsed text, so that spaCy alone can read it. Its name is
the digest of the text and of what parsed it: a new pipeline or a new way of parsing starts anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from qualwb.language import loading
from qualwb.language.parsing import NO_MORPH, Entity, ParsedDoc, ParsedToken, parse

if TYPE_CHECKING:
    from spacy.tokens import Doc

PARSING_VERSION = 2
"""Raise it whenever ``parsing`` gives other results for the same text and pipeline."""

_GAP = "GAP"
_START = "START"
_ATTRIBUTES = (
    "ORTH", "SPACY", "TAG", "NORM", "LEMMA", "POS", "MORPH", "DEP", "HEAD", "ENT_IOB", "ENT_TYPE",
)  # fmt: skip


def folder() -> Path:
    """Where parsed texts are kept."""
    from platformdirs import user_cache_path

    return user_cache_path("qualwb", appauthor=False) / "parsed"


def parsed(text: str, where: Path | None = None) -> ParsedDoc:
    """The parsed text: from the cache, else parsed now and kept.

    ``where`` is the cache folder (default ``folder()``). A damaged file is replaced; a folder that can't
    be written is no error.
    """
    path = _path(text, where or folder())
    found = _read(path, text)
    if found is None:
        found = parse(text)
        _write(path, found)
    return found


def count(where: Path | None = None) -> int:
    """How many texts are cached."""
    return sum(1 for _path in (where or folder()).glob("*.spacy"))


def clear(where: Path | None = None) -> int:
    """Delete all cached texts, with what a killed process left half written; how many there were."""
    files = [path for suffix in ("spacy", "tmp") for path in (where or folder()).glob(f"*.{suffix}")]
    for path in files:
        path.unlink(missing_ok=True)
    return len(files)


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


def _path(text: str, where: Path) -> Path:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass"))
    digest.update(f"\0{loading.describe().key}\0{PARSING_VERSION}".encode())
    return where / f"{digest.hexdigest()}.spacy"


def _read(path: Path, text: str) -> ParsedDoc | None:
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    try:
        found = from_spacy(next(iter(DocBin().from_bytes(path.read_bytes()).get_docs(Vocab()))))
    except Exception:  # absent or damaged: whatever it is, parsing anew mends it
        return None
    return found if found.text == text else None


def _write(path: Path, parsed_doc: ParsedDoc) -> None:
    from spacy.tokens import DocBin

    data = DocBin(attrs=_ATTRIBUTES, docs=[to_spacy(parsed_doc)]).to_bytes()
    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(data)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
