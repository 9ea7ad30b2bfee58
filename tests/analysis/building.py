"""Projects for tests, built in few words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert

from qualwb.model import (
    Code,
    Coding,
    Group,
    Participant,
    Question,
    Source,
    Speaker,
    TextContent,
    TextVersion,
    Theme,
    ThemeCode,
    Turn,
)
from qualwb.store.journal import Act
from qualwb.store.open_project import ensure_coder, ensure_round

MOMENT = "2026-01-01T00:00:00+00:00"


@dataclass
class Builder:
    """Builds one project in one act; keys by name."""

    act: Act
    groups: dict[str, int] = field(default_factory=dict)
    people: dict[tuple[str, str], int] = field(default_factory=dict)
    sources: dict[str, int] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)
    themes: dict[str, int] = field(default_factory=dict)
    questions: dict[str, int] = field(default_factory=dict)

    def group(self, name: str, **attributes: Any) -> int:
        """The group, made when new."""
        if name not in self.groups:
            self.groups[name] = self.act.insert(
                Group, name=name, position=len(self.groups), attributes=attributes
            )
        return self.groups[name]

    def person(self, group: str, alias: str, role: str = "participant", **attributes: Any) -> int:
        """The participant, made when new."""
        if (group, alias) not in self.people:
            self.people[group, alias] = self.act.insert(
                Participant, group_id=self.group(group), alias=alias, role=role, attributes=attributes
            )
        return self.people[group, alias]

    def source(
        self,
        name: str,
        group: str,
        turns: Sequence[tuple[str | None, str]],
        roles: Mapping[str, str] | None = None,
        collective: Iterable[str] = (),
        questions: Sequence[str | None] = (),
        attributes: Mapping[str, Any] | None = None,
        unnamed: bool = False,
    ) -> int:
        """A source of (speaker, text) turns; ``questions`` by turn.

        Turns without a speaker are text that nobody speaks, or with ``unnamed`` speech of who knows whom.
        """
        text = "\n".join(words for _speaker, words in turns)
        sha = f"{len(self.texts):064d}"
        self.act.connection.execute(insert(TextContent).values(sha256=sha, text=text))
        key = self.act.insert(
            Source,
            name=name,
            group_id=self.group(group),
            position=len(self.sources),
            imported_at=MOMENT,
            attributes=dict(attributes or {}),
        )
        self.act.insert(TextVersion, source_id=key, number=1, sha256=sha, length=len(text), created_at=MOMENT)
        self.sources[name], self.texts[name] = key, text
        speakers = {}
        for label in dict.fromkeys(speaker for speaker, _words in turns if speaker):
            person = None
            if label not in collective:
                person = self.person(group, label, (roles or {}).get(label, "participant"))
            speakers[label] = self.act.insert(Speaker, source_id=key, label=label, participant_id=person)
        place = 0
        for number, (speaker, words) in enumerate(turns, 1):
            asked = questions[number - 1] if number <= len(questions) else None
            self.act.insert(
                Turn,
                source_id=key,
                number=number,
                speaker_id=speakers[speaker] if speaker else None,
                question_id=self.questions[asked] if asked else None,
                kind="speech" if speaker or unnamed else "text",
                start=place,
                end=place + len(words),
                time_start=float(number),
            )
            place += len(words) + 1
        return key

    def question(self, label: str) -> int:
        """A question of the guide."""
        self.questions[label] = self.act.insert(
            Question, position=len(self.questions) + 1, label=label, text=label
        )
        return self.questions[label]

    def code(self, name: str, parent: str | None = None) -> int:
        """A code, made when new."""
        if name not in self.codes:
            self.codes[name] = self.act.insert(
                Code,
                name=name,
                parent_id=self.codes[parent] if parent else None,
                position=len(self.codes),
                created_at=MOMENT,
            )
        return self.codes[name]

    def theme(self, name: str, codes: Iterable[str] = (), parent: str | None = None, claim: str = "") -> int:
        """A theme that gathers codes."""
        key = self.themes[name] = self.act.insert(
            Theme,
            name=name,
            parent_id=self.themes[parent] if parent else None,
            position=len(self.themes),
            claim=claim,
            created_at=MOMENT,
        )
        for code in codes:
            self.act.insert(ThemeCode, theme_id=key, code_id=self.code(code))
        return key

    def coding(
        self,
        source: str,
        passage: str | tuple[int, int],
        code: str,
        *,
        coder: str = "ann",
        round: str = "1",
        cited: bool = False,
        orphaned: bool = False,
        origin: str = "manual",
    ) -> int:
        """A code on the words of a passage, or on its span."""
        if isinstance(passage, str):
            start = self.texts[source].index(passage)
            start, end = start, start + len(passage)
        else:
            start, end = passage
        return self.act.insert(
            Coding,
            source_id=self.sources[source],
            code_id=self.code(code),
            coder_id=ensure_coder(self.act, coder),
            round_id=ensure_round(self.act, round),
            start=start,
            end=end,
            quote=self.texts[source][start:end],
            cited=cited,
            origin=origin,
            orphaned_from=1 if orphaned else None,
            created_at=MOMENT,
        )
