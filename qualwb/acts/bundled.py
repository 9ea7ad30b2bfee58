"""The learning-seminar study that comes with qualwb, made into a project."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from qualwb.acts.bundled_files import (
    CODERS,
    CONSENSUS_CODER,
    GoldPassage,
    Study,
    StudyGroup,
    bundled_codebooks,
    published,
    read_study,
    worksheet,
)
from qualwb.acts.codebooks import Codebook, put_codebook
from qualwb.acts.files import Origin, Stored, import_transcript
from qualwb.acts.lookup import find
from qualwb.acts.memos import MEMO_TARGETS, hang_on
from qualwb.acts.questions import add_questions, place
from qualwb.acts.researcher import Researcher
from qualwb.acts.settings import set_round
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model import Code, Coding, Group, Memo, Participant, Source
from qualwb.store.journal import Act
from qualwb.store.open_project import ensure_coder, ensure_round, now
from qualwb.store.texts import current_text
from qualwb.transcripts.reading import load, read_bytes
from qualwb.transcripts.transcript import Role, Transcript, Verdict

__all__ = [
    "CODERS",
    "CONSENSUS_CODER",
    "Loaded",
    "bundled_codebooks",
    "load_study",
    "published",
    "read_study",
    "worksheet",
]

CONSENSUS_ROUND = "konsensus"
THEORY_ROUND = "teori"
ROLES = {"moderator": Role.MODERATOR, "observatör": Role.OBSERVER}
MEMO_KINDS = {"intryck": "impression", "fråga": "question", "idé": "idea", "beslut": "decision"}

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came into the project; ``turns`` are those that somebody says."""

    sources: int
    turns: int
    participants: int
    codes: int
    themes: int
    codings: int
    memos: int


def load_study(
    researcher: Researcher,
    *,
    coded: bool = True,
    study: Study | None = None,
    progress: Progress = lambda _text: None,
) -> Loaded:
    """Put the study into a new project: material, codebook and, when ``coded``, the gold coding with memos.

    Round '1' holds what each coder saw alone, 'konsensus' what they agreed on (the project's round), 'teori'
    the reading of the cited passages through Vedung.
    """
    study = study or read_study()
    _add_codebooks(researcher, study, coded)
    add_questions(researcher, study.questions)
    turns = people = codings = memos = 0
    for group in study.groups:
        progress(group.name)
        imported = _import(researcher, group)
        turns += imported.spoken
        people += _describe(researcher, group)
        if coded:
            codings += _code(researcher, group)
            memos += _write_memos(researcher, group)
    if coded:
        codings += _read_through_theory(researcher, study)
        set_round(researcher, CONSENSUS_ROUND)
    return Loaded(
        sources=len(study.groups),
        turns=turns,
        participants=people,
        codes=len({code.name for one in _codebooks(study, coded) for code, _above in one.all_codes()}),
        themes=sum(1 for _theme in study.codebook.all_themes()),
        codings=codings,
        memos=memos,
    )


def _codebooks(study: Study, coded: bool) -> tuple[Codebook, ...]:
    return (study.codebook, study.theory) if coded else (study.codebook,)


def _add_codebooks(researcher: Researcher, study: Study, coded: bool) -> None:
    # The theory comes in before there is a coding: adding it later would call for a backup.
    for codebook in _codebooks(study, coded):
        with researcher.act("codebook.add") as act:
            added = put_codebook(act, codebook)
            n = len(added.new_codes)
            act.summary = ngettext("'{name}': {n} code", "'{name}': {n} codes", n).format(
                name=codebook.title, n=n
            )


def _import(researcher: Researcher, group: StudyGroup) -> Stored:
    labels = {str(person["label"]): person for person in group.participants}
    verdicts = dict.fromkeys(labels, Verdict.SPEAKER)
    data = load(group.transcript)
    transcript = read_bytes(data, group.transcript.name, reader="txt", verdicts=verdicts)
    imported = import_transcript(
        researcher,
        transcript,
        name=group.source,
        group=group.name,
        origin=Origin.of(group.transcript.name, data),
        roles={label: _role(person) for label, person in labels.items()},
        aliases={label: str(person["alias"]) for label, person in labels.items()},
    )
    if group.starts:
        place(researcher, group.source, _starts(group, transcript))
    return imported


def _role(person: Mapping[str, Any]) -> Role:
    return ROLES.get(str(person.get("roll", "")).casefold(), Role.PARTICIPANT)


def _starts(group: StudyGroup, transcript: Transcript) -> dict[int, str | None]:
    """Turn numbers at which questions begin. Raises ``QualwbError`` unless one turn has the opening words."""
    texts = [transcript.text[turn.start : turn.end] for turn in transcript.turns]
    starts: dict[int, str | None] = {}
    for words, question in group.starts:
        found = [number for number, text in enumerate(texts, 1) if text.startswith(words)]
        if len(found) != 1:
            raise QualwbError(
                _("{file}: {n} turns begin with '{words}'.").format(
                    file=group.transcript.name, n=len(found), words=words
                ),
                _("Mend fragor.yaml."),
            )
        starts[found[0]] = question
    return starts


def _describe(researcher: Researcher, group: StudyGroup) -> int:
    """Attributes of the group and its people; returns how many take part."""
    with researcher.act("group.describe") as act:
        row = find(act.connection, Group, group.name)
        act.update(
            Group, row["id"], attributes={key: value for key, value in group.attributes.items() if value}
        )
        for person in group.participants:
            _describe_person(act, row["id"], person)
        act.summary = f"'{group.name}'"
    return sum(_role(person) is Role.PARTICIPANT for person in group.participants)


def _describe_person(act: Act, group_id: int, person: Mapping[str, Any]) -> None:
    role, alias = _role(person), str(person["alias"])
    attributes = {key: value for key, value in person.items() if key not in ("label", "alias")}
    if role is not Role.PARTICIPANT:
        attributes = {}
    known = select(Participant.id).where(Participant.group_id == group_id, Participant.alias == alias)
    key = act.connection.execute(known).scalar()
    if key is None:
        act.insert(Participant, group_id=group_id, alias=alias, role=role.value, attributes=attributes)
    else:
        act.update(Participant, key, role=role.value, attributes=attributes)


def _code(researcher: Researcher, group: StudyGroup) -> int:
    """The codings of a group: an act for each coder and one for the consensus."""
    rounds = {**dict.fromkeys(CODERS, researcher.round), CONSENSUS_CODER: CONSENSUS_ROUND}
    n = 0
    for coder, round_ in rounds.items():
        agreed = coder == CONSENSUS_CODER
        wanted = [
            (passage, code, agreed and passage.cited)
            for passage in group.passages
            for code in passage.codes[coder]
        ]
        n += _insert_codings(Researcher(researcher.project, coder, round_), group.source, wanted)
    return n


def _read_through_theory(researcher: Researcher, study: Study) -> int:
    theory = Researcher(researcher.project, CONSENSUS_CODER, THEORY_ROUND)
    return sum(
        _insert_codings(
            theory,
            group.source,
            [
                (passage, code, True)
                for passage in group.passages
                for code in study.readings.get(passage.key, ())
            ],
        )
        for group in study.groups
    )


def _insert_codings(researcher: Researcher, source: str, wanted: list[tuple[GoldPassage, str, bool]]) -> int:
    """Insert (passage, name of the code, cited) codings in one source, as one act."""
    if not wanted:
        return 0
    with researcher.act("coding.apply") as act:
        source_id, text = _text(act, source)
        codes = {row.name: row.id for row in act.connection.execute(select(Code.name, Code.id))}
        common = {
            "source_id": source_id,
            "coder_id": ensure_coder(act, researcher.coder),
            "round_id": ensure_round(act, researcher.round),
            "origin": "manual",
            "orphaned_from": None,
            "created_at": now(),
        }
        rows = []
        for passage, code, cited in wanted:
            start, end = _span(text, passage)
            place = {"start": start, "end": end, "quote": passage.quote}
            rows.append({**common, **place, "code_id": codes[code], "cited": cited})
        act.insert_many(Coding, rows)
        act.summary = ngettext("{source}: {n} coding", "{source}: {n} codings", len(rows)).format(
            source=source, n=len(rows)
        )
    return len(rows)


def _text(act: Act, source: str) -> tuple[int, str]:
    key = find(act.connection, Source, source)["id"]
    return key, current_text(act.connection, key)


def _span(text: str, passage: GoldPassage) -> tuple[int, int]:
    """Where the passage stands. Raises ``QualwbError`` unless its words stand there exactly once."""
    start = text.find(passage.quote)
    if start < 0 or text.find(passage.quote, start + 1) >= 0:
        raise QualwbError(
            _("{key}: the quote does not stand once in its transcript.").format(key=passage.key)
        )
    return start, start + len(passage.quote)


def _write_memos(researcher: Researcher, group: StudyGroup) -> int:
    """The memos of a group and the notes on its passages, as one act."""
    with researcher.act("memo.new") as act:
        source_id, text = _text(act, group.source)
        passages = {passage.key: passage for passage in group.passages}
        rows = [_memo_row(act, group, passages, source_id, text, memo) for memo in group.memos]
        for passage in group.passages:
            if passage.note:
                memo = {"on": "passage", "passage": passage.key, "kind": "beslut", "text": passage.note}
                rows.append(_memo_row(act, group, passages, source_id, text, memo))
        if rows:
            act.insert_many(Memo, rows)
        act.summary = ngettext("{group}: {n} memo", "{group}: {n} memos", len(rows)).format(
            group=group.name, n=len(rows)
        )
    return len(rows)


def _memo_row(
    act: Act,
    group: StudyGroup,
    passages: Mapping[str, GoldPassage],
    source_id: int,
    text: str,
    memo: Mapping[str, str],
) -> dict[str, Any]:
    moment = now()
    row: dict[str, Any] = {
        **{target.column: None for target in MEMO_TARGETS.values()},
        **{"start": None, "end": None, "quote": "", "orphaned_from": None},
        **{"kind": MEMO_KINDS.get(memo["kind"], "memo"), "text": memo["text"].strip()},
        **{"coder_id": ensure_coder(act, memo.get("coder", CONSENSUS_CODER))},
        **{"created_at": moment, "updated_at": moment},
    }
    target = memo["on"]
    if target == "passage":
        passage = passages[memo["passage"]]
        start, end = _span(text, passage)
        return row | {"source_id": source_id, "start": start, "end": end, "quote": passage.quote}
    name = {"group": group.name, "source": group.source}.get(target) or memo[target]
    return row | hang_on(act.connection, target, name)
