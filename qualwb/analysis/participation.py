"""Participation: who talks how much, and who follows whom. It describes the talk, not the weight of views.

The moderator is told apart, never mixed into the measures of the participants.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from sqlalchemy import Connection

from qualwb.analysis.heard_turns import HeardSource, HeardTurn, Member, heard_by_source, members_by_key
from qualwb.analysis.inequality import gini, normalised_entropy, normalised_gini
from qualwb.analysis.scope import resolve
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.analysis.turn_taking import aba_share, expected_transitions, merged, transitions
from qualwb.analysis.who_counts import takes_part
from qualwb.errors import QualwbError
from qualwb.language.disfluencies import is_backchannel
from qualwb.localization import gettext as _
from qualwb.store.together import together

MOST_UNNAMED = 0.1
"""The part of the turns that may name no speaker; above it, shares of the talk are undefined."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What one person (or a label like 'Flera') says. Shares are of words, 0 to 1."""

    name: str
    role: str
    """'' for a label that is no person."""
    turns: int | None
    """None where turns are there and nobody is known to speak any of them; likewise words."""
    words: int | None
    mean_words: float | None
    share: float | None
    """Of all words."""
    share_of_participants: float | None
    """Of the participants' words; None for others."""


@dataclass(frozen=True, slots=True)
class Following:
    """How often ``follower`` speaks directly after ``speaker``, beside what their turns let expect."""

    speaker: str
    follower: str
    observed: int
    expected: float

    @property
    def ratio(self) -> float | None:
        """Observed over expected; None when nothing is expected."""
        return self.observed / self.expected if self.expected else None


@dataclass(frozen=True, slots=True)
class Participation:
    """The talk of a group (or source), as far as it is known who speaks."""

    name: str
    voices: tuple[Voice, ...]
    turns: int | None
    """None where turns are there and nobody is known to speak any of them; likewise words."""
    words: int | None
    moderator_turns: float | None
    """Moderators' share of the turns, 0 to 1."""
    moderator_words: float | None
    gini_words: float | None
    """Gini of the participants' words: 0 equal, (n-1)/n one does all the talking; silent people count."""
    gini_words_normalised: float | None
    """Gini times n/(n-1): 0 to 1."""
    entropy_words: float | None
    """Entropy of the participants' words over ln n: 1 equal, 0 one does all the talking."""
    gini_turns: float | None
    entropy_turns: float | None
    longest_without_moderator: int | None
    """Turns in the longest stretch without a moderator; None when no moderator is known."""
    followings: tuple[Following, ...]
    participant_to_participant: float | None
    """Share of changes of speaker that go from participant to participant."""
    returns: float | None
    """Share of three turns in a row where the first speaker takes the third (A-B-A)."""
    backchannels: int | None
    """Turns left out as mere backchannels; None when they were kept."""
    unnamed_turns: int = 0
    """Turns that name no speaker: they are in none of the numbers."""


def participation(
    connection: Connection,
    selection: Selection = EVERYTHING,
    *,
    by: str = "groups",
    backchannels: bool = True,
) -> tuple[Participation, ...]:
    """Participation by group or source, in order.

    Without ``backchannels``, turns that only say 'mm' or 'ja' are left out of everything and counted. Text
    that nobody speaks is no talk. Turns that name no speaker are counted apart; who speaks before and after
    one follow each other no more. Filters on codes have no bearing.
    """
    if by not in ("groups", "sources"):
        raise QualwbError(
            _("There is no participation by '{by}'.").format(by=by),
            _("There are: {names}.").format(names="groups, sources"),
        )
    scope, people = together(connection, lambda asked: resolve(asked, selection), members_by_key)
    heard = heard_by_source(connection, scope, people, texts=not backchannels)
    if by == "sources":
        cases = {place.name: [heard[key]] for key, place in scope.places.items()}
        members = {name: _heard_among(people.values(), found) for name, found in cases.items()}
    else:
        cases = {
            name: [heard[key] for key, place in scope.places.items() if place.group == group]
            for group, name in scope.groups.items()
        }
        members = {
            name: [person for person in people.values() if person.group == group]
            for group, name in scope.groups.items()
        }
    return tuple(_of_case(name, found, members[name], backchannels) for name, found in cases.items())


def _heard_among(people: Iterable[Member], sources: Iterable[HeardSource]) -> list[Member]:
    actors = {turn.actor for source in sources for run in source.runs for turn in run}
    return [person for person in people if person.key in actors]


def _of_case(
    name: str, sources: Iterable[HeardSource], members: list[Member], backchannels: bool
) -> Participation:
    """The talk of a group or source; undefined where turns are there and none names a speaker."""
    runs = [run for source in sources for run in source.runs]
    unnamed = sum(source.unnamed for source in sources)
    if unnamed and not runs:
        return _undefined(name, members, unnamed)
    made = replace(_participation(name, runs, members, backchannels), unnamed_turns=unnamed)
    named = sum(map(len, runs))
    return _without_shares(made) if unnamed > MOST_UNNAMED * (unnamed + named) else made


def _without_shares(talk: Participation) -> Participation:
    """Turns and words of those who are known, and no share of a talk of which too much is not known."""
    voices = tuple(replace(voice, share=None, share_of_participants=None) for voice in talk.voices)
    return replace(
        talk,
        voices=voices,
        moderator_turns=None,
        moderator_words=None,
        gini_words=None,
        gini_words_normalised=None,
        entropy_words=None,
        gini_turns=None,
        entropy_turns=None,
        longest_without_moderator=None,
    )


def _undefined(name: str, members: list[Member], unnamed: int) -> Participation:
    """The talk of a group where nobody is known to speak."""
    silent = _without_shares(_participation(name, [], members, backchannels=True))
    voices = tuple(replace(voice, turns=None, words=None) for voice in silent.voices)
    return replace(silent, voices=voices, turns=None, words=None, unnamed_turns=unnamed)


def _participation(
    name: str,
    spoken: list[list[HeardTurn]],
    members: list[Member],
    backchannels: bool,
) -> Participation:
    said = sum(len(turns) for turns in spoken)
    if not backchannels:
        spoken = list(map(without_backchannels, spoken))
    counted = _counted(spoken, members)
    voices = _voices(counted)
    turns, words = _sums(counted)
    moderators = [one for one in counted if one.role == "moderator"]
    their_turns, their_words = _sums(moderators)
    participants = [one for one in counted if takes_part(one.role)]
    by_words, by_turns = [one.words for one in participants], [one.turns for one in participants]
    followings, among = _followings(spoken)
    return Participation(
        name=name,
        voices=voices,
        turns=turns,
        words=words,
        moderator_turns=_share(their_turns, turns),
        moderator_words=_share(their_words, words),
        gini_words=gini(by_words),
        gini_words_normalised=normalised_gini(by_words),
        entropy_words=normalised_entropy(by_words),
        gini_turns=gini(by_turns),
        entropy_turns=normalised_entropy(by_turns),
        longest_without_moderator=max(map(_longest, spoken), default=0) if moderators else None,
        followings=followings,
        participant_to_participant=among,
        returns=_returns(spoken),
        backchannels=None if backchannels else said - turns,
    )


def without_backchannels(turns: Iterable[HeardTurn]) -> list[HeardTurn]:
    """The turns, read with their texts, that say more than 'mm' or 'ja'."""
    return [turn for turn in turns if not is_backchannel(turn.text)]


@dataclass(slots=True)
class _Count:
    """What one person, or a label that is no person, says."""

    name: str
    role: str
    turns: int = 0
    words: int = 0


def _counted(spoken: list[list[HeardTurn]], members: list[Member]) -> list[_Count]:
    """Members in order, also the silent ones; then the labels that are no person."""
    heard: dict[int | str, _Count] = {person.key: _Count(person.alias, person.role) for person in members}
    for turn in (turn for turns in spoken for turn in turns):
        count = heard.setdefault(turn.actor, _Count(turn.name, turn.role))
        count.turns += 1
        count.words += turn.words
    return list(heard.values())


def _sums(counted: Iterable[_Count]) -> tuple[int, int]:
    """The turns and words of several together."""
    pairs = [(one.turns, one.words) for one in counted]
    return sum(turns for turns, _words in pairs), sum(words for _turns, words in pairs)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _voices(counted: Sequence[_Count]) -> tuple[Voice, ...]:
    total = sum(one.words for one in counted)
    by_participants = sum(one.words for one in counted if takes_part(one.role))
    return tuple(
        Voice(
            name=one.name,
            role=one.role,
            turns=one.turns,
            words=one.words,
            mean_words=_share(one.words, one.turns),
            share=_share(one.words, total),
            share_of_participants=_share(one.words, by_participants) if takes_part(one.role) else None,
        )
        for one in counted
    )


def _followings(spoken: list[list[HeardTurn]]) -> tuple[tuple[Following, ...], float | None]:
    observed: Counter[tuple[int | str, int | str]] = Counter()
    names: dict[int | str, str] = {}
    roles: dict[int | str, str] = {}
    for turns in spoken:
        observed.update(transitions([turn.actor for turn in turns]))
        names.update((turn.actor, turn.name) for turn in turns)
        roles.update((turn.actor, turn.role) for turn in turns)
    expected = expected_transitions(observed)
    among = sum(n for pair, n in observed.items() if all(takes_part(roles[actor]) for actor in pair))
    followings = tuple(
        Following(names[first], names[second], observed[first, second], fitted)
        for (first, second), fitted in expected.items()
        if first != second
    )
    return followings, _share(among, observed.total())


def _returns(spoken: list[list[HeardTurn]]) -> float | None:
    shares = [
        (aba_share(actors), len(merged(actors)) - 2) for actors in ([t.actor for t in s] for s in spoken)
    ]
    triples = sum(n for share, n in shares if share is not None)
    return sum(share * n for share, n in shares if share is not None) / triples if triples else None


def _longest(turns: list[HeardTurn]) -> int:
    runs = groupby(turns, key=lambda turn: turn.role == "moderator")
    return max((len(list(run)) for moderator, run in runs if not moderator), default=0)
