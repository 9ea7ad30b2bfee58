"""How well names are found in the hand-marked transcripts: ``python -m tests.language.names_figures SET``.

SET is ``development`` or ``held-out``. The files of a set are read as one project: ``find_names`` reads each,
``find_everywhere`` goes over all. What counts:

- A marked place is *recalled* when direct findings, sure or not, of whatever kind, cover each word of its
  name part. The name part is all of it, but for: titles and small words of a person ('doktor Haddad':
  Haddad); words without capital of an organisation that has some with ('familjecentralen Lyckan': Lyckan);
  'född' before a date. *Recalled as sure* counts sure findings alone. An *indirect* mark is recalled when
  findings of the kind indirect cover at least half of its characters; it isn't one of the direct identifiers.
- Speakers' labels that are names count apart from the names in what is said.
- A *false friend* is kept when no sure finding shares a character with it; strictly when no finding does, but
  those of the kind indirect.
- *Entries a true one*: how many different stems (with kind, in lower case) all findings have, over how many
  different things are marked. One person's first name and full name are two stems, so that the review list,
  which joins them, is shorter.
- *False alarms*: sure direct findings that share no character with any mark that identifies.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from qualwb.language.names import Name, NameKind, find_everywhere, find_names
from qualwb.language.parsing import parse_all
from qualwb.language.wordlists import word_set

SETS = Path(__file__).parent / "data" / "names"
MARK = re.compile(r"\[\[([^|\[\]]+)\|([^|\[\]]+)\|([^|\[\]]*)\]\]")
FALSE_FRIEND = "-"
INDIRECT = NameKind.INDIRECT.value
NOT_THE_NAME = word_set(
    """
    doktor doktorn dr fru herr fröken syster broder moster faster farbror morbror tant farfar farmor morfar
    mormor familjen bröderna systrarna pojkarna flickorna professor rektor pastor i på och å född födda fött
    umm abu imam
    """
)


class Mark(NamedTuple):
    """A marked place [start, end) of the plain text; ``label``: a speaker's label."""

    start: int
    end: int
    text: str
    kind: str
    thing: str
    label: bool


class Share(NamedTuple):
    """``part`` of ``whole``."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        """The share; 1 of nothing."""
        return self.part / self.whole if self.whole else 1.0

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.part} of {self.whole})"


class Figures(NamedTuple):
    """What is measured; by kind where it says so, ``misses`` being the marks that were not recalled."""

    recall: dict[str, Share]
    sure_recall: dict[str, Share]
    direct: Share
    direct_sure: Share
    labels: Share
    kept: Share
    kept_strictly: Share
    entries: int
    things: int
    false_alarms: Share
    misses: list[tuple[str, Mark]]
    not_kept: list[tuple[str, Mark, Name]]
    alarms: list[tuple[str, Name]]

    @property
    def entries_a_thing(self) -> float:
        """How many entries the review list has for each thing that is marked."""
        return self.entries / self.things


def plain(marked: str) -> tuple[str, list[Mark]]:
    """The text without marks, and the marks' places in it."""
    pieces: list[str] = []
    marks: list[Mark] = []
    size = end = 0
    for match in MARK.finditer(marked):
        before = marked[end : match.start()]
        words, kind, thing = match.groups()
        start = size + len(before)
        label = marked[match.start() - 1 : match.start()] in ("", "\n") and marked[match.end() :][:1] == ":"
        marks.append(Mark(start, start + len(words), words, kind, thing, label))
        pieces += [before, words]
        size, end = start + len(words), match.end()
    return "".join([*pieces, marked[end:]]), marks


def name_part(mark: Mark) -> list[tuple[int, int]]:
    """The places of the words of a mark that its findings must cover."""
    if mark.kind not in ("person", "organisation", "birthdate"):
        return [(mark.start, mark.end)]
    words = [
        match for match in re.finditer(r"[^\s,&]+", mark.text) if match.group().lower() not in NOT_THE_NAME
    ]
    if mark.kind == "organisation" and any(match.group()[0].isupper() for match in words):
        words = [match for match in words if match.group()[0].isupper()]
    return [(mark.start + match.start(), mark.start + match.end()) for match in words]


def characters(names: Iterable[Name]) -> set[int]:
    """The characters that findings cover; a dot that ends an initial counts as covered."""
    return {at for name in names for at in range(name.start, name.end)}


def is_covered(mark: Mark, text: str, covered: set[int]) -> bool:
    """Whether the name part of a mark is covered, letter and digit for letter and digit."""
    return all(at in covered for a, b in name_part(mark) for at in range(a, b) if text[at].isalnum())


def is_recalled(mark: Mark, text: str, names: Sequence[Name]) -> bool:
    """Whether a mark is recalled, as the module says."""
    if mark.kind == INDIRECT:
        covered = characters(name for name in names if name.kind is NameKind.INDIRECT)
        return 2 * len(covered & set(range(mark.start, mark.end))) >= mark.end - mark.start
    return is_covered(mark, text, characters(name for name in names if name.kind is not NameKind.INDIRECT))


def overlapping(mark: Mark, names: Iterable[Name]) -> list[Name]:
    """The direct findings that share a character with a mark."""
    return [
        name
        for name in names
        if name.kind is not NameKind.INDIRECT and name.start < mark.end and mark.start < name.end
    ]


def measure(files: Sequence[Path]) -> Figures:
    """Find names in the files as in one project, and compare them with the marks."""
    marked = {path.stem: plain(path.read_text(encoding="utf-8")) for path in files}
    texts = {stem: text for stem, (text, _marks) in marked.items()}
    first = {stem: find_names(doc) for stem, doc in zip(texts, parse_all(texts.values()), strict=True)}
    return compare(
        {stem: marks for stem, (_text, marks) in marked.items()}, texts, find_everywhere(texts, first)
    )


def compare(marks_of: dict[str, list[Mark]], texts: dict[str, str], found: dict[str, list[Name]]) -> Figures:
    """The figures of findings against marks."""
    whole: Counter[str] = Counter()
    part: Counter[str] = Counter()
    sure_part: Counter[str] = Counter()
    labels, friends, kept, kept_strictly = [0, 0], 0, 0, 0
    misses: list[tuple[str, Mark]] = []
    not_kept: list[tuple[str, Mark, Name]] = []
    alarms: list[tuple[str, Name]] = []
    sure_found = 0
    for stem, marks in marks_of.items():
        names = found[stem]
        sure = [name for name in names if name.sure]
        for mark in marks:
            if mark.kind == FALSE_FRIEND:
                friends += 1
                kept_strictly += not overlapping(mark, names)
                wrong = overlapping(mark, sure)
                kept += not wrong
                not_kept += [(stem, mark, name) for name in wrong]
                continue
            recalled = is_recalled(mark, texts[stem], names)
            if not recalled:
                misses.append((stem, mark))
            if mark.label:
                labels = [labels[0] + recalled, labels[1] + 1]
                continue
            whole[mark.kind] += 1
            part[mark.kind] += recalled
            sure_part[mark.kind] += is_recalled(mark, texts[stem], sure)
        true = [mark for mark in marks if mark.kind != FALSE_FRIEND]
        direct = [name for name in sure if name.kind is not NameKind.INDIRECT]
        sure_found += len(direct)
        alarms += [
            (stem, name)
            for name in direct
            if not any(name.start < mark.end and mark.start < name.end for mark in true)
        ]
    kinds = [kind for kind in whole if kind != INDIRECT]
    entries = {(name.kind, name.stem.lower()) for names in found.values() for name in names}
    things = {mark.thing for marks in marks_of.values() for mark in marks if mark.kind != FALSE_FRIEND}
    return Figures(
        {kind: Share(part[kind], whole[kind]) for kind in sorted(whole)},
        {kind: Share(sure_part[kind], whole[kind]) for kind in sorted(whole)},
        Share(sum(part[kind] for kind in kinds), sum(whole[kind] for kind in kinds)),
        Share(sum(sure_part[kind] for kind in kinds), sum(whole[kind] for kind in kinds)),
        Share(*labels),
        Share(kept, friends),
        Share(kept_strictly, friends),
        len(entries),
        len(things),
        Share(len(alarms), sure_found),
        misses,
        not_kept,
        alarms,
    )


def files_of(name: str) -> list[Path]:
    """The files of a set."""
    return sorted((SETS / name).glob("*.txt"))


def report(figures: Figures) -> str:
    """The figures in words; no text of the set is in it."""
    lines = [f"{'recall':24}{'all findings':24}sure ones"]
    lines += [f"  {kind:22}{figures.recall[kind]!s:24}{figures.sure_recall[kind]}" for kind in figures.recall]
    lines += [
        f"  {'direct identifiers':22}{figures.direct!s:24}{figures.direct_sure}",
        f"  {'labels':22}{figures.labels}",
        f"false friends kept      {figures.kept}; strictly {figures.kept_strictly}",
        f"entries a true one      {figures.entries_a_thing:.2f} ({figures.entries} for {figures.things})",
        f"false alarms among sure {figures.false_alarms}",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    print(report(measure(files_of(sys.argv[1]))))
