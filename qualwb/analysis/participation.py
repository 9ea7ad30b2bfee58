"""Participation: who talks how much, and who follows whom. It describes the talk, not the weight of views.

The moderator is told apart, never mixed into the measures of the participants.
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import log
from typing import TypeVar

from sqlalchemy import Connection, select

from qualwb.analysis.scope import resolve
from qualwb.analysis.selection import EVERYTHING, Selection
from qualwb.analysis.talk import Utterance, talk_by_source
from qualwb.analysis.who_counts import takes_part
from qualwb.analysis.word_counts import count_words
from qualwb.errors import QualwbError
from qualwb.language.disfluencies import is_backchannel
from qualwb.localization import gettext as _
from qualwb.model import Participant, Speaker
from qualwb.store.texts import current_texts

Actor = TypeVar("Actor", bound=Hashable)
Transitions = dict[tuple[Actor, Actor], int]


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
    labels = {key: label for key, label in connection.execute(select(Speaker.id, Speaker.label))}  # noqa: C416
    texts = current_texts(connection)
    talk = talk_by_source(connection, scope.places)
    cases: dict[str, list[int]] = {name: [] for name in scope.groups.values()} if by == "groups" else {}
    for key, place in scope.places.items():
        cases.setdefault(place.group_name if by == "groups" else place.name, []).append(key)
    group_keys = {name: key for key, name in scope.groups.items()}
    results = []
    for name, sources in cases.items():
        group = group_keys[name] if by == "groups" else scope.places[sources[0]].group
        spoken: list[list[_Turn]] = []
        for source in sources:
            turns = talk[source].turns if source in talk else ()
            spoken.append([_turn(turn, texts[source], labels, people) for turn in turns if turn.speaker])
        members = [person for person in people.values() if person.group == group]
        if by == "sources":
            heard = {turn.actor for turn in spoken[0]}
            members = [person for person in members if person.key in heard]
        results.append(_participation(name, spoken, members, backchannels))
    return tuple(results)


def gini(values: Sequence[float]) -> float | None:
    """Gini coefficient: 0 when all are equal, (n-1)/n when one has all. None when there is nothing to share.

    G = sum over i of (2i - n - 1) x_(i) / (n sum x), the x sorted.
    """
    n, total = len(values), sum(values)
    if not n or not total:
        return None
    return sum((2 * rank - n - 1) * value for rank, value in enumerate(sorted(values), 1)) / (n * total)


def normalised_entropy(values: Sequence[float]) -> float | None:
    """Shannon entropy of the shares over ln n: 0 to 1. None for fewer than two or nothing to share."""
    n, total = len(values), sum(values)
    if n < 2 or not total:
        return None
    shares = [value / total for value in values if value]
    return -sum(share * log(share) for share in shares) / log(n)


def transitions(sequence: Sequence[Actor]) -> Transitions[Actor]:
    """How often each follows directly on each other; continued turns of one speaker are one."""
    return dict(Counter(pairwise(_merged(sequence))))


def aba_share(sequence: Sequence[Actor]) -> float | None:
    """Share of three turns in a row whose first speaker takes the third; None for fewer than three."""
    merged = _merged(sequence)
    triples = list(zip(merged, merged[1:], merged[2:], strict=False))
    return sum(a == c for a, _b, c in triples) / len(triples) if triples else None


def expected_transitions(observed: Mapping[tuple[Actor, Actor], int]) -> dict[tuple[Actor, Actor], float]:
    """What the numbers of turns alone let expect: quasi-independence with an empty diagonal.

    Fitted to the row and column sums by iterative proportional fitting.
    """
    actors = list(dict.fromkeys(actor for pair in observed for actor in pair))
    rows = {actor: sum(n for (first, _second), n in observed.items() if first == actor) for actor in actors}
    columns = {
        actor: sum(n for (_first, second), n in observed.items() if second == actor) for actor in actors
    }
    fitted = {(a, b): float(a != b and rows[a] > 0 and columns[b] > 0) for a in actors for b in actors}
    for _round in range(1000):
        for actor in actors:
            _scale(fitted, [(actor, other) for other in actors], rows[actor])
        off = max(
            (abs(sum(fitted[other, actor] for other in actors) - columns[actor]) for actor in actors),
            default=0,
        )
        if off < 1e-9:
            break
        for actor in actors:
            _scale(fitted, [(other, actor) for other in actors], columns[actor])
    return fitted


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


def _people(connection: Connection) -> dict[int, _Person]:
    rows = connection.execute(
        select(Participant.id, Participant.alias, Participant.role, Participant.group_id).order_by(
            Participant.group_id, Participant.alias
        )
    )
    return {row[0]: _Person(*row) for row in rows}


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
    voices = _voices(spoken, members)
    turns, words = sum(voice.turns for voice in voices), sum(voice.words for voice in voices)
    moderators = [voice for voice in voices if voice.role == "moderator"]
    participants = [voice for voice in voices if takes_part(voice.role)]
    by_words, by_turns = [one.words for one in participants], [one.turns for one in participants]
    gini_words = gini(by_words)
    n = len(participants)
    followings, among = _followings(spoken)
    return Participation(
        name=name,
        voices=voices,
        turns=turns,
        words=words,
        moderator_turns=sum(one.turns for one in moderators) / turns if turns else None,
        moderator_words=sum(one.words for one in moderators) / words if words else None,
        gini_words=gini_words,
        gini_words_normalised=gini_words * n / (n - 1) if gini_words is not None and n > 1 else None,
        entropy_words=normalised_entropy(by_words),
        gini_turns=gini(by_turns),
        entropy_turns=normalised_entropy(by_turns),
        longest_without_moderator=max(map(_longest, spoken), default=0) if moderators else None,
        followings=followings,
        participant_to_participant=among,
        returns=_returns(spoken),
        backchannels=None if backchannels else said - turns,
    )


def _voices(spoken: list[list[_Turn]], members: list[_Person]) -> tuple[Voice, ...]:
    """Members in order, also the silent ones; then the labels that are no person."""
    heard: dict[int | str, tuple[str, str, int, int]] = {
        person.key: (person.alias, person.role, 0, 0) for person in members
    }
    for turn in (turn for turns in spoken for turn in turns):
        name, role, turns, words = heard.get(turn.actor, (turn.name, turn.role, 0, 0))
        heard[turn.actor] = (name, role, turns + 1, words + count_words(turn.text))
    total = sum(words for _name, _role, _turns, words in heard.values())
    by_participants = sum(words for _name, role, _turns, words in heard.values() if takes_part(role))
    return tuple(
        Voice(
            name=name,
            role=role,
            turns=turns,
            words=words,
            mean_words=words / turns if turns else None,
            share=words / total if total else None,
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
    return followings, among / observed.total() if observed else None


def _returns(spoken: list[list[_Turn]]) -> float | None:
    shares = [
        (aba_share(actors), len(_merged(actors)) - 2) for actors in ([t.actor for t in s] for s in spoken)
    ]
    triples = sum(n for share, n in shares if share is not None)
    return sum(share * n for share, n in shares if share is not None) / triples if triples else None


def _longest(turns: list[_Turn]) -> int:
    runs = groupby(turns, key=lambda turn: turn.role == "moderator")
    return max((len(list(run)) for moderator, run in runs if not moderator), default=0)


def _merged(sequence: Sequence[Actor]) -> list[Actor]:
    return [actor for actor, _run in groupby(sequence)]


def _scale(fitted: dict[tuple[Actor, Actor], float], cells: list[tuple[Actor, Actor]], target: float) -> None:
    total = sum(fitted[cell] for cell in cells)
    if total:
        for cell in cells:
            fitted[cell] *= target / total
