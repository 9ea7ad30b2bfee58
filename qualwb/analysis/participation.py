"""Participation: who talks how much, and who follows whom. It describes the talk, not the weight of views.

The moderator is told apart, never mixed into the measures of the participants.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from sqlalchemy import Connection, select

from qualwb.analysis.inequality import gini, normalised_entropy, normalised_gini
from qualwb.analysis.scope import Scope, resolve
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.analysis.talk import SILENT, Utterance, talk_by_source
from qualwb.analysis.turn_taking import aba_share, expected_transitions, merged, transitions
from qualwb.analysis.who_counts import takes_part
from qualwb.analysis.word_counts import count_words
from qualwb.errors import QualwbError
from qualwb.language.disfluencies import is_backchannel
from qualwb.localization import gettext as _
from qualwb.model import Participant, Speaker
from qualwb.store.texts import current_texts


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
    scope = resolve(connection, selection)
    people = _people(connection)
    spoken = _spoken(connection, scope, people)
    cases: dict[str, tuple[int, list[int]]] = {}
    if by == "groups":
        cases = {name: (key, []) for key, name in scope.groups.items()}
    for key, place in scope.places.items():
        name = place.group_name if by == "groups" else place.name
        cases.setdefault(name, (place.group, []))[1].append(key)
    results = []
    for name, (group, sources) in cases.items():
        runs = [run for source in sources for run in spoken[source].runs]
        unnamed = sum(spoken[source].unnamed for source in sources)
        members = [person for person in people.values() if person.group == group]
        if by == "sources":
            heard = {turn.actor for run in runs for turn in run}
            members = [person for person in members if person.key in heard]
        if unnamed and not runs:
            results.append(_undefined(name, members, unnamed))
        else:
            results.append(replace(_participation(name, runs, members, backchannels), unnamed_turns=unnamed))
    return tuple(results)


@dataclass(frozen=True, slots=True)
class _Person:
    key: int
    alias: str
    role: str
    group: int


@dataclass(frozen=True, slots=True)
class _Turn:
    """``actor``: the participant's key, or the label of one who is no person."""

    actor: int | str
    name: str
    role: str
    text: str


@dataclass(frozen=True, slots=True)
class _Spoken:
    """The turns of a source whose speakers are known, in runs that no unnamed turn divides."""

    runs: list[list[_Turn]]
    unnamed: int


def _undefined(name: str, members: Iterable[_Person], unnamed: int) -> Participation:
    """The talk of a group where nobody is known to speak."""
    return Participation(
        name=name,
        voices=tuple(Voice(one.alias, one.role, None, None, None, None, None) for one in members),
        turns=None,
        words=None,
        moderator_turns=None,
        moderator_words=None,
        gini_words=None,
        gini_words_normalised=None,
        entropy_words=None,
        gini_turns=None,
        entropy_turns=None,
        longest_without_moderator=None,
        followings=(),
        participant_to_participant=None,
        returns=None,
        backchannels=None,
        unnamed_turns=unnamed,
    )


def _people(connection: Connection) -> dict[int, _Person]:
    rows = connection.execute(
        select(Participant.id, Participant.alias, Participant.role, Participant.group_id).order_by(
            Participant.group_id, Participant.alias
        )
    )
    return {row[0]: _Person(*row) for row in rows}


def _spoken(connection: Connection, scope: Scope, people: Mapping[int, _Person]) -> dict[int, _Spoken]:
    """By source, the turns whose speakers are known, and how many name none."""
    labels = {key: label for key, label in connection.execute(select(Speaker.id, Speaker.label))}  # noqa: C416
    texts = current_texts(connection)
    talk = talk_by_source(connection, scope.places)
    found = {}
    for source in scope.places:
        turns = talk.get(source, SILENT).turns
        runs = [
            [_turn(turn, texts[source], labels, people) for turn in run if turn.speaker is not None]
            for unnamed, run in groupby(turns, key=lambda turn: turn.unnamed)
            if not unnamed
        ]
        found[source] = _Spoken(list(filter(None, runs)), sum(turn.unnamed for turn in turns))
    return found


def _turn(turn: Utterance, text: str, labels: Mapping[int, str], people: Mapping[int, _Person]) -> _Turn:
    words = text[turn.start : turn.end]
    if turn.participant is not None:
        person = people[turn.participant]
        return _Turn(person.key, person.alias, person.role, words)
    assert turn.speaker is not None
    label = labels[turn.speaker]
    return _Turn(label, label, "", words)


def _participation(
    name: str,
    spoken: list[list[_Turn]],
    members: list[_Person],
    backchannels: bool,
) -> Participation:
    said = sum(len(turns) for turns in spoken)
    if not backchannels:
        spoken = [[turn for turn in turns if not is_backchannel(turn.text)] for turns in spoken]
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


@dataclass(slots=True)
class _Count:
    """What one person, or a label that is no person, says."""

    name: str
    role: str
    turns: int = 0
    words: int = 0


def _counted(spoken: list[list[_Turn]], members: list[_Person]) -> list[_Count]:
    """Members in order, also the silent ones; then the labels that are no person."""
    heard: dict[int | str, _Count] = {person.key: _Count(person.alias, person.role) for person in members}
    for turn in (turn for turns in spoken for turn in turns):
        count = heard.setdefault(turn.actor, _Count(turn.name, turn.role))
        count.turns += 1
        count.words += count_words(turn.text)
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


def _followings(spoken: list[list[_Turn]]) -> tuple[tuple[Following, ...], float | None]:
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


def _returns(spoken: list[list[_Turn]]) -> float | None:
    shares = [
        (aba_share(actors), len(merged(actors)) - 2) for actors in ([t.actor for t in s] for s in spoken)
    ]
    triples = sum(n for share, n in shares if share is not None)
    return sum(share * n for share, n in shares if share is not None) / triples if triples else None


def _longest(turns: list[_Turn]) -> int:
    runs = groupby(turns, key=lambda turn: turn.role == "moderator")
    return max((len(list(run)) for moderator, run in runs if not moderator), default=0)
