"""What a withdrawal would do, reckoned before anything is written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from qualwb.acts.text_edits import Edit, Edits
from qualwb.acts.withdrawal.journal_traces import JournalTraces, reworded
from qualwb.acts.withdrawal.mentions import (
    Mention,
    Names,
    mentions_in_texts,
    names_of,
    told_in_rows,
    told_in_texts,
)
from qualwb.acts.withdrawal.own_words import OwnWords
from qualwb.acts.withdrawal.person import Span, Withdrawing, new_alias, person_named
from qualwb.acts.withdrawal.rewriting import Rewriting, Values
from qualwb.acts.withdrawal.rows import Doomed, Key, doomed_rows
from qualwb.model import Source, TextVersion
from qualwb.store import erasing
from qualwb.store.blindness import blindfold
from qualwb.store.rewording import Said
from qualwb.store.texts import current_texts


@dataclass(frozen=True)
class Plan:
    """All that a withdrawal writes, as far as the connection that it was made on sees the project."""

    person: Withdrawing
    alias: str
    """What will stand in the person's place."""
    words: OwnWords
    names: Names
    doomed: Doomed
    edits: Mapping[int, Edits]
    """By source."""
    rewritten: Mapping[Key, Values]
    quoted: int
    """Rows of researchers' texts that hold the person's words."""
    versions: Mapping[int, str]
    """SHA-256 of the texts that the edited sources have and had, by the keys of the text versions."""
    unused: Mapping[str, str]
    """Texts that no source uses, by SHA-256."""
    changes: frozenset[int]
    """Acts of the journal whose images go."""
    reworded: Mapping[int, Said]
    mentions: tuple[Mention, ...]
    """Where others name the person in the transcripts."""
    named: tuple[Mention, ...]
    """Where researchers and files name the person."""
    replaced: Mapping[int, tuple[Span, ...]]
    """The places of mentions that will be replaced, by source."""
    with_mentions: bool
    """Whether the name goes wherever it stands."""
    source_names: Mapping[int, str]
    hidden: bool
    """Whether a blind round hides something from the connection."""

    def cleared(self, text: str) -> str:
        """A text without the person's words and names."""
        return self.names.replaced(self.words.blanked(text, self.person.mark), self.alias, at_home=True)


def plan_of(connection: Connection, alias: str, group: str | None, *, mentions: bool) -> Plan:
    """The plan for the participant of that alias. Raises as ``find_participant`` does."""
    person = person_named(connection, alias, group)
    unused = erasing.unused_texts(connection)
    words = _own_words(connection, person)
    names = names_of(connection, person)
    in_texts = mentions_in_texts(connection, person, names)
    places = in_texts if mentions else {}
    doomed = doomed_rows(connection, person, places)
    edits = _edits(person, places)
    versions = _versions(connection, edits)
    stand_in = new_alias(connection, person.word)
    traces = JournalTraces(person, words, doomed.gone, mentions, names)
    traces.look(connection)
    names = traces.names
    rewriting = Rewriting(person, words, names, stand_in, mentions)
    rewritten, quoted = rewriting.rewritten(connection, doomed.gone)
    return Plan(
        person=person,
        alias=stand_in,
        words=words,
        names=names,
        doomed=doomed,
        edits=edits,
        rewritten=rewritten,
        quoted=quoted,
        versions=versions,
        unused=unused,
        changes=frozenset((*traces.changes, *erasing.changes_of_gone_texts(connection, unused))),
        reworded=reworded(connection, traces, stand_in, person.mark),
        mentions=tuple(told_in_texts(connection, in_texts)),
        named=tuple(told_in_rows(connection, person, names, doomed.gone)),
        replaced=places,
        with_mentions=mentions,
        source_names=dict(connection.execute(select(Source.id, Source.name).order_by(Source.position)).all()),
        hidden=bool(blindfold(connection).rounds),
    )


def _own_words(connection: Connection, person: Withdrawing) -> OwnWords:
    own = {share.key: share for share in person.shares}
    elsewhere = []
    for source, text in current_texts(connection).items():
        elsewhere += own[source].of_others() if source in own else [text]
    return OwnWords((said for share in person.shares for said in share.said()), elsewhere)


def _edits(person: Withdrawing, mentions: Mapping[int, tuple[Span, ...]]) -> dict[int, Edits]:
    spans = {share.key: list(share.spans) for share in person.shares}
    for source, places in mentions.items():
        spans.setdefault(source, []).extend(places)
    return {
        source: Edits(Edit(start, end, person.mark) for start, end in places)
        for source, places in spans.items()
        if places
    }


def _versions(connection: Connection, sources: Iterable[int]) -> dict[int, str]:
    rows = select(TextVersion.id, TextVersion.sha256).where(TextVersion.source_id.in_(list(sources)))
    return dict(connection.execute(rows.order_by(TextVersion.id)).all())
