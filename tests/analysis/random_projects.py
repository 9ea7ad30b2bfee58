"""Random projects as plain values, and the slow, obvious way to count in them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random

from qualwb.store.open_project import OpenProject
from tests.analysis.building import Builder
from tests.projects import brief_project

LEFT_OUT = ("moderator", "observer")
WORDS = ["vi", "mål", "syftet", "oklart", "möte", "vård", "ändå", "ja", "på", "två-tre", "[skratt]", "(paus)"]


@dataclass(frozen=True)
class PlainTurn:
    """A turn with its own words; ``speaker`` None where no one is named."""

    number: int
    start: int
    end: int
    speaker: str | None
    question: str | None


@dataclass(frozen=True)
class PlainCoding:
    """A coding by names."""

    source: str
    start: int
    end: int
    code: str
    coder: str
    round: str
    cited: bool
    orphaned: bool


@dataclass
class Plain:
    """A project as plain values."""

    groups: dict[str, str] = field(default_factory=dict)
    """Attribute 'kommun' by group, '' for none."""
    sources: dict[str, str] = field(default_factory=dict)
    """Group by source."""
    texts: dict[str, str] = field(default_factory=dict)
    turns: dict[str, list[PlainTurn]] = field(default_factory=dict)
    roles: dict[tuple[str, str], str] = field(default_factory=dict)
    """Role by (group, alias)."""
    codes: dict[str, str | None] = field(default_factory=dict)
    themes: dict[str, tuple[str | None, tuple[str, ...]]] = field(default_factory=dict)
    codings: list[PlainCoding] = field(default_factory=list)

    def role(self, source: str, speaker: str | None) -> str:
        """The role behind a label, '' when there is no person."""
        return self.roles.get((self.sources[source], speaker or ""), "")

    def touching(self, source: str, start: int, end: int) -> list[PlainTurn]:
        """The turns that share text with the span."""
        return [turn for turn in self.turns[source] if turn.start < end and turn.end > start]

    def counts(self, source: str, start: int, end: int) -> bool:
        """Whether somebody who is not left out speaks there."""
        turns = self.touching(source, start, end)
        return not turns or any(self.role(source, turn.speaker) not in LEFT_OUT for turn in turns)

    def codes_of_theme(self, theme: str) -> set[str]:
        """The codes that a theme gathers, itself or through themes beneath it."""
        found = set(self.themes[theme][1])
        for other, (parent, _codes) in self.themes.items():
            if parent == theme:
                found |= self.codes_of_theme(other)
        return found

    def codes_beneath(self, code: str) -> set[str]:
        """A code and all beneath it."""
        found = {code}
        for other, parent in self.codes.items():
            if parent == code:
                found |= self.codes_beneath(other)
        return found

    def passages(
        self, codes: set[str], *, moderator: bool = False, **where: object
    ) -> set[tuple[str, int, int]]:
        """The passages that bear one of the codes."""
        return {
            (coding.source, coding.start, coding.end)
            for coding in self.codings
            if coding.code in codes
            and not coding.orphaned
            and all(getattr(coding, name) == value for name, value in where.items())
            and (moderator or self.counts(coding.source, coding.start, coding.end))
        }

    def people_in(self, passages: set[tuple[str, int, int]]) -> set[tuple[str, str]]:
        """The participants with a turn in one of the passages."""
        return {
            (self.sources[source], turn.speaker or "")
            for source, start, end in passages
            for turn in self.touching(source, start, end)
            if self.role(source, turn.speaker) not in (*LEFT_OUT, "")
        }

    def words_in(self, passages: set[tuple[str, int, int]], speaker: tuple[str, str] | None = None) -> int:
        """The words under at least one passage that somebody who is not left out says."""
        total = 0
        for source, text in self.texts.items():
            under = set()
            for _source, start, end in (passage for passage in passages if passage[0] == source):
                for turn in self.touching(source, start, end):
                    if self.role(source, turn.speaker) in LEFT_OUT:
                        continue
                    if speaker is None or speaker == (source, turn.speaker):
                        under |= set(range(max(start, turn.start), min(end, turn.end)))
            said = re.sub(r"\[.*?\]|\(.*?\)", lambda mark: " " * len(mark.group()), text)
            total += sum(
                any(place in under for place in range(*word.span())) for word in re.finditer(r"\w+", said)
            )
        return total


def random_plain(seed: int) -> Plain:
    """A small project with overlaps, nested codes, several coders and rounds, and groups without a source."""
    random, plain = Random(seed), Plain()
    for number in range(random.randint(1, 4)):
        plain.groups[f"Grupp {number + 1}"] = random.choice(("Eksjö", "Nässjö", ""))
    for number in range(random.randint(1, 4)):
        _source(random, plain, f"k{number}", random.choice(list(plain.groups)))
    for number in range(random.randint(1, 6)):
        plain.codes[f"kod {number}"] = random.choice([None, *plain.codes])
    for number in range(random.randint(1, 5)):
        gathered = random.sample(list(plain.codes), random.randint(0, len(plain.codes)))
        plain.themes[f"tema {number}"] = (random.choice([None, *plain.themes]), tuple(gathered))
    seen = set()
    for _number in range(random.randint(0, 40)):
        source = random.choice(list(plain.sources))
        length = len(plain.texts[source])
        start = random.randrange(length)
        spans = [(one.start, one.end) for one in plain.codings if one.source == source]
        end = random.randint(start + 1, min(length, start + 60))
        if spans and random.random() < 0.5:
            start, end = random.choice(spans)
        if plain.texts[source][start].isspace() or plain.texts[source][end - 1].isspace():
            continue  # a passage has no blanks at its edges
        coder, round_ = random.choice(("ann", "bo")), random.choice(("1", "1", "2"))
        coding = PlainCoding(
            source,
            start,
            end,
            random.choice(list(plain.codes)),
            coder,
            round_,
            random.random() < 0.3,
            random.random() < 0.1,
        )
        key = (source, start, end, coding.code, coder, round_)
        if key not in seen:
            seen.add(key)
            plain.codings.append(coding)
    return plain


def _source(random: Random, plain: Plain, name: str, group: str) -> None:
    plain.sources[name] = group
    cast = ["Mod", "Obs", "D1", "D2", "Flera", None]
    roles = {"Mod": "moderator", "Obs": "observer", "D1": "participant", "D2": "unknown"}
    asked = random.random() < 0.6
    place, turns, lines = 0, [], []
    for number in range(1, random.randint(2, 9)):
        words = " ".join(random.choices(WORDS, k=random.randint(0, 6)))
        question = random.choice(("F1", "F2", "F3", None)) if asked else None
        turns.append(PlainTurn(number, place, place + len(words), random.choice(cast), question))
        lines.append(words)
        place += len(words) + 1
    if not "".join(lines).strip():
        turns = [PlainTurn(1, 0, 2, "D1", None)]
        lines = ["ja"]
    for turn in turns:
        if turn.speaker in roles:
            plain.roles[group, turn.speaker] = roles[turn.speaker]
    plain.turns[name], plain.texts[name] = turns, "\n".join(lines)


@contextmanager
def stored(plain: Plain) -> Iterator[OpenProject]:
    """The project as it is kept, open."""
    with brief_project() as project:
        with project.act("build", coder="ann") as act:
            _build(Builder(act), plain)
        yield project


def _build(builder: Builder, plain: Plain) -> None:
    for question in ("F1", "F2", "F3"):
        builder.question(question)
    for group, kommun in plain.groups.items():
        builder.group(group, **({"kommun": kommun} if kommun else {}))
    for name, group in plain.sources.items():
        turns = plain.turns[name]
        builder.source(
            name,
            group,
            [(turn.speaker, plain.texts[name][turn.start : turn.end]) for turn in turns],
            {"Mod": "moderator", "Obs": "observer", "D2": "unknown"},
            ["Flera"],
            [turn.question for turn in turns],
        )
    for code, parent in plain.codes.items():
        builder.code(code, parent)
    for theme, (parent, codes) in plain.themes.items():
        builder.theme(theme, codes, parent)
    for one in plain.codings:
        builder.coding(
            one.source,
            (one.start, one.end),
            one.code,
            coder=one.coder,
            round=one.round,
            cited=one.cited,
            orphaned=one.orphaned,
        )
