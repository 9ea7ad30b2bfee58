"""How well names are found in the hand-marked transcripts: ``python -m tests.language.names_figures SET``.

SET is ``development`` or ``held-out``. The files of a set are read as one project: ``find_names`` reads each,
``find_everywhere`` goes over all. What counts:

- A marked place is *recalled* when direct findings, sure or not, of whatever kind, cover each letter and
  digit of its name part. The name part is all of it, but for: a person's title ('doktor Haddad': Haddad);
  'i', 'på', 'och' in persons, organisations and addresses; words without capital of an organisation that has
  some with ('familjecentralen Lyckan': Lyckan); 'född' before a date. *Sure ones* counts sure findings alone.
  An *indirect* mark is recalled when findings of the kind indirect cover at least half of its characters; it
  isn't one of the direct identifiers.
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
    doktor doktorn dr dr. fru herr fröken syster broder moster faster farbror morbror tant farfar farmor
    morfar mormor familjen bröderna systrarna pojkarna flickorna professor rektor pastor i på och å
    född födda fött umm abu imam kyrkoherde prost prosten kapten major direktör magister magistern
    mor far mamma pappa farsan morsan syrran brorsan bror kusin onkel advokat biskop sheikh
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

    @classmethod
    def of(cls, hits: Iterable[bool]) -> Share:
        """The share of hits."""
        listed = list(hits)
        return cls(sum(listed), len(listed))

    @property
    def value(self) -> float:
        """The share; 1 of nothing."""
        return self.part / self.whole if self.whole else 1.0

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.part} of {self.whole})"


class Judged(NamedTuple):
    """A mark with what was found of it: ``found`` the direct findings that share a character with it."""

    text: str
    mark: Mark
    recalled: bool
    recalled_as_sure: bool
    found: list[Name]


class Figures(NamedTuple):
    """All marks, judged; how many entries are found for how many things; the sure findings of nothing."""

    judged: list[Judged]
    entries: int
    things: int
    sure_found: int
    alarms: list[tuple[str, Name]]

    @property
    def kinds(self) -> list[str]:
        """The kinds that are marked, but for false friends."""
        return sorted({one.mark.kind for one in self.judged} - {FALSE_FRIEND})

    def recall(self, *kinds: str) -> Share:
        """The share of marks of these kinds that are recalled."""
        return Share.of(one.recalled for one in self._said(kinds))

    def recall_as_sure(self, *kinds: str) -> Share:
        """The same by sure findings alone."""
        return Share.of(one.recalled_as_sure for one in self._said(kinds))

    def _said(self, kinds: Sequence[str]) -> list[Judged]:
        return [one for one in self.judged if one.mark.kind in kinds and not one.mark.label]

    @property
    def direct(self) -> list[str]:
        """The kinds of direct identifiers."""
        return [kind for kind in self.kinds if kind != INDIRECT]

    @property
    def labels(self) -> Share:
        """The share of speakers' labels that are recalled."""
        return Share.of(one.recalled for one in self.judged if one.mark.label)

    @property
    def kept(self) -> Share:
        """The share of false friends that no sure finding touches."""
        return Share.of(not any(name.sure for name in one.found) for one in self._said([FALSE_FRIEND]))

    @property
    def kept_strictly(self) -> Share:
        """The share of false friends that no finding touches."""
        return Share.of(not one.found for one in self._said([FALSE_FRIEND]))

    @property
    def entries_a_thing(self) -> float:
        """How many entries the review list has for each thing that is marked."""
        return self.entries / self.things

    @property
    def false_alarms(self) -> Share:
        """The share of sure findings that touch no mark that identifies."""
        return Share(len(self.alarms), self.sure_found)


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
    if mark.kind not in ("person", "organisation", "address", "birthdate"):
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
    names = [name for names in found.values() for name in names]
    marks = [mark for marks in marks_of.values() for mark in marks if mark.kind != FALSE_FRIEND]
    sure = [(stem, name) for stem in found for name in found[stem] if name.sure]
    return Figures(
        [judge(stem, mark, texts[stem], found[stem]) for stem in texts for mark in marks_of[stem]],
        len({(name.kind, name.stem.lower()) for name in names}),
        len({mark.thing for mark in marks}),
        len(sure),
        [(stem, name) for stem, name in sure if not touches_any(name, marks_of[stem])],
    )


def judge(stem: str, mark: Mark, text: str, names: Sequence[Name]) -> Judged:
    """A mark with what was found of it."""
    sure = [name for name in names if name.sure]
    return Judged(
        stem, mark, is_recalled(mark, text, names), is_recalled(mark, text, sure), overlapping(mark, names)
    )


def touches_any(name: Name, marks: Iterable[Mark]) -> bool:
    """Whether a finding shares a character with a mark that identifies."""
    return any(name.start < mark.end and mark.start < name.end for mark in marks if mark.kind != FALSE_FRIEND)


def files_of(name: str) -> list[Path]:
    """The files of a set."""
    return sorted((SETS / name).glob("*.txt"))


def report(figures: Figures) -> str:
    """The figures in words; no text of the set is in it."""
    rows = [(kind, [kind]) for kind in figures.kinds] + [("direct identifiers", figures.direct)]
    return "\n".join(
        [
            f"{'recall':22}{'all findings':24}sure ones",
            *(
                f"  {name:20}{figures.recall(*kinds)!s:24}{figures.recall_as_sure(*kinds)}"
                for name, kinds in rows
            ),
            f"  {'labels':20}{figures.labels}",
            f"false friends kept    {figures.kept}; strictly {figures.kept_strictly}",
            f"entries a true one    {figures.entries_a_thing:.2f} ({figures.entries} for {figures.things})",
            f"false alarms (sure)   {figures.false_alarms}",
        ]
    )


if __name__ == "__main__":
    print(report(measure(files_of(sys.argv[1]))))
