"""Participation: who talks how much, and who follows whom. It describes the talk, not the weight of views.

The moderator is told apart, never mixed into the measures of the participants.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Connection, select

from qualwb.analysis.inequality import gini, normalised_entropy, normalised_gini
from qualwb.analysis.scope import Scope, resolve
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.analysis.talk import SILENT, Utterance, talk_by_source
from qualwb.analysis.turn_taking import aba_share, expected_transitions, merged, transitions
from qualwb.analysis.who_counts import takes_part
from qualwb.analysis.word_counts import Words, signs_followed
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
    turns: int
    words: int
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
    """The talk of a group (or source)."""

    name: str
    voices: tuple[Voice, ...]
    turns: int
    words: int
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


def participation(
    connection: Connection,
    selection: Selection = EVERYTHING,
    *,
    by: str = "groups",
    backchannels: bool = True,
) -> tuple[Participation, ...]:
    """Participation by group or source, in order.

    Without ``backchannels``, turns that only say 'mm' or 'ja' are left out of everything and counted. Turns
    that nobody speaks are no talk. Filters on codes have no bearing.
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
        turns = [spoken[source] for source in sources]
        members = [person for person in people.values() if person.group == group]
        if by == "sources":
            heard = {turn.actor for turn in turns[0]}
            members = [person for person in members if person.key in heard]
        results.append(_participation(name, turns, members, backchannels))
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
    words: int


def _people(connection: Connection) -> dict[int, _Person]:
    rows = connection.execute(
        select(Participant.id, Participant.alias, Participant.role, Participant.group_id).order_by(
            Participant.group_id, Participant.alias
        )
    )
    return {row[0]: _Person(*row) for row in rows}


def _spoken(connection: Connection, scope: Scope, people: Mapping[int, _Person]) -> dict[int, list[_Turn]]:
    """By source, the turns that somebody speaks."""
    labels = {key: label for key, label in connection.execute(select(Speaker.id, Speaker.label))}  # noqa: C416
    texts, signs = current_texts(connection), signs_followed(connection)
    talk = talk_by_source(connection, scope.places)
    found: dict[int, list[_Turn]] = {}
    for source in scope.places:
        text = texts[source]
        words = Words(text, signs)
        found[source] = [
            _Turn(
                *_speaker(turn, labels, people),
                text[turn.start : turn.end],
                words.count(turn.start, turn.end),
            )
            for turn in talk.get(source, SILENT).turns
            if turn.speaker is not None
        ]
    return found


def _speaker(
    turn: Utterance, labels: Mapping[int, str], people: Mapping[int, _Person]
) -> tuple[int | str, str, str]:
    """The actor of a turn, with name and role."""
    if turn.participant is not None:
        person = people[turn.participant]
        return person.key, person.alias, person.role
    assert turn.speaker is not None
    label = labels[turn.speaker]
    return label, label, ""


def _participation(
    name: str,
    spoken: list[list[_Turn]],
    members: list[_Person],
    backchannels: bool,
) -> Participation:
    said = sum(len(turns) for turns in spoken)
    if not backchannels:
        spoken = [[turn for turn in turns if not is_backchannel(turn.text)] for turns in spoken]
    voices = _voices(spoken, members)
    moderators = [voice for voice in voices if voice.role == "moderator"]
    (turns, words), (their_turns, their_words) = _sums(voices), _sums(moderators)
    participants = [voice for voice in voices if takes_part(voice.role)]
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


def _sums(voices: Iterable[Voice]) -> tuple[int, int]:
    """The turns and words of several together."""
    pairs = [(voice.turns, voice.words) for voice in voices]
    return sum(turns for turns, _words in pairs), sum(words for _turns, words in pairs)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _voices(spoken: list[list[_Turn]], members: list[_Person]) -> tuple[Voice, ...]:
    """Members in order, also the silent ones; then the labels that are no person."""
    heard: dict[int | str, tuple[str, str, int, int]] = {
        person.key: (person.alias, person.role, 0, 0) for person in members
    }
    for turn in (turn for turns in spoken for turn in turns):
        name, role, turns, words = heard.get(turn.actor, (turn.name, turn.role, 0, 0))
        heard[turn.actor] = (name, role, turns + 1, words + turn.words)
    total = sum(words for _name, _role, _turns, words in heard.values())
    by_participants = sum(words for _name, role, _turns, words in heard.values() if takes_part(role))
    return tuple(
        Voice(
            name=name,
            role=role,
            turns=turns,
            words=words,
            mean_words=_share(words, turns),
            share=_share(words, total),
            share_of_participants=(words / by_participants if by_participants and takes_part(role) else None),
        )
        for name, role, turns, words in heard.values()
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
