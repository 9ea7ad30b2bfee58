"""The whole data set of a selection, read in one pass, with what must be said of it."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from qualwb.analysis.blindness import blind_memo_notes
from qualwb.analysis.dataset.codebook import (
    FlatCode,
    FlatTheme,
    FlatThemeCode,
    flat_codes,
    flat_theme_codes,
    flat_themes,
    gathered_codes,
)
from qualwb.analysis.dataset.codings import CodingNames, FlatCoding, flat_codings
from qualwb.analysis.dataset.material import (
    FlatGroup,
    FlatParticipant,
    FlatQuestion,
    FlatSource,
    FlatTurn,
    flat_groups,
    flat_participants,
    flat_questions,
    flat_sources,
    flat_turns,
)
from qualwb.analysis.dataset.work import (
    FlatCoder,
    FlatMemo,
    FlatRound,
    flat_coders,
    flat_memos,
    flat_rounds,
)
from qualwb.analysis.scope import Scope, in_selection, resolve
from qualwb.analysis.selection import Selection
from qualwb.analysis.table_notes import hands_of, hidden_note, several_hands
from qualwb.analysis.word_counts import Words, signs_followed
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model import Coding

ALL_DATA = Selection(moderator=True)
"""All of a project: every round, and what moderators and observers say too."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """A project as tables of rows, each in its order; the selection narrows codings, material and memos.

    Codes, themes, questions, coders and rounds are those of the whole project, so that every id is found.
    """

    codings: tuple[FlatCoding, ...]
    sources: tuple[FlatSource, ...]
    groups: tuple[FlatGroup, ...]
    participants: tuple[FlatParticipant, ...]
    turns: tuple[FlatTurn, ...]
    questions: tuple[FlatQuestion, ...]
    codes: tuple[FlatCode, ...]
    themes: tuple[FlatTheme, ...]
    theme_codes: tuple[FlatThemeCode, ...]
    memos: tuple[FlatMemo, ...]
    coders: tuple[FlatCoder, ...]
    rounds: tuple[FlatRound, ...]
    notes: tuple[str, ...] = ()
    """The filters, whose codings these are, whose are hidden, how many lost their place."""


def dataset(connection: Connection, selection: Selection = ALL_DATA) -> Dataset:
    """Read the data set of a selection: without a round, of all rounds. Raises as ``resolve`` does."""
    scope, signs = resolve(connection, selection, default_round=False), signs_followed(connection)
    groups = flat_groups(connection, scope)
    sources = flat_sources(connection, scope, groups)
    people = flat_participants(connection, groups)
    questions = flat_questions(connection)
    words = {key: Words(source.text, signs) for key, source in sources.items()}
    turns = flat_turns(connection, sources, questions, words)
    codes, themes = flat_codes(connection), flat_themes(connection)
    gathered = gathered_codes(connection, themes, codes)
    coders, rounds = flat_coders(connection), flat_rounds(connection)
    names = CodingNames(sources, codes, gathered, coders, rounds)
    return Dataset(
        codings=tuple(flat_codings(connection, scope, names, turns, words, signs)),
        sources=tuple(sources.values()),
        groups=tuple(groups.values()),
        participants=tuple(people.values()),
        turns=tuple(turn for key in sources for turn in turns[key]),
        questions=tuple(questions.values()),
        codes=tuple(codes.values()),
        themes=tuple(themes.values()),
        theme_codes=tuple(flat_theme_codes(codes, gathered)),
        memos=tuple(flat_memos(connection, groups, sources, people)),
        coders=tuple(coders.values()),
        rounds=tuple(rounds.values()),
        notes=_notes(connection, scope),
    )


def _notes(connection: Connection, scope: Scope) -> tuple[str, ...]:
    apart = _("Coded by {hands}: a passage that several coded has a coding of each.")
    hidden = hidden_note(connection, scope)
    return (
        *scope.filters,
        *several_hands(hands_of(connection, scope), apart),
        *hidden,
        *(blind_memo_notes(connection) if hidden else ()),
        *_orphans(connection, scope),
    )


def _orphans(connection: Connection, scope: Scope) -> tuple[str, ...]:
    lost = select(func.count()).where(Coding.orphaned_from.is_not(None), *in_selection(scope))
    orphans = connection.execute(lost).scalar_one()
    if not orphans:
        return ()
    if scope.voices:
        said = ngettext(
            "{n} coding lost its place when the text was corrected. It is left out: who spoke is not known.",
            "{n} codings lost their place when the text was corrected. "
            "They are left out: who spoke is not known.",
            orphans,
        )
    else:
        said = ngettext(
            "{n} coding lost its place when the text was corrected. It has orphaned = true and no turns.",
            "{n} codings lost their place when the text was corrected. "
            "They have orphaned = true and no turns.",
            orphans,
        )
    return (said.format(n=orphans),)
