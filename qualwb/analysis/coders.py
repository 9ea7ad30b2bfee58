"""Who has coded how much in which round, and which sources they have finished; the rounds themselves."""

from dataclasses import dataclass

from sqlalchemy import Connection, exists, func, select

from qualwb.analysis.coder_names import is_consensus, people_of
from qualwb.analysis.project_settings import project_settings
from qualwb.analysis.word_counts import Span, united
from qualwb.model import Coder, Coding, FinishedCoding, Project, Round, Source
from qualwb.store.blindness import blindfold

Hand = tuple[int, int]
"""Keys of a coder and a round."""
Work = tuple[int | None, int | None, int | None, str, str]
"""Codings, codes and sources, and the moments of the first and the last coding."""
NOTHING: Work = (0, 0, 0, "", "")
HIDDEN: Work = (None, None, None, "", "")


@dataclass(frozen=True, slots=True)
class CoderRow:
    """A coder in a round: codings that stand in the texts, and sources finished of all that there are.

    ``characters`` lie under at least one of the codings; moments are ISO 8601 in UTC, '' where there is none.
    What a blind round hides is None. ``round`` is '' for one who has neither coded nor finished anything.
    """

    coder: str
    round: str
    codings: int | None
    codes: int | None
    sources: int | None
    characters: int | None
    first: str
    last: str
    finished: int
    of_sources: int


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round: whether it hides coders from each other, until when it did, and how far it has come."""

    name: str
    blind: bool
    released_at: str | None
    in_use: bool
    """Whether new codings go to it."""
    codings: int
    """Those that whoever asks may see."""
    finished: tuple[tuple[str, int], ...]
    """How many sources each coder has finished, those who have finished any."""
    of_sources: int

    @property
    def hides(self) -> bool:
        """Whether a coder sees their own codings alone."""
        return self.blind and self.released_at is None


def coders_in(connection: Connection, round_: str) -> tuple[str, ...]:
    """Who has coded in a round, by name, as far as whoever asks may see it."""
    coded = (
        select(Coder.name)
        .where(exists().where(Coding.coder_id == Coder.id, Coding.round_id == Round.id, Round.name == round_))
        .order_by(Coder.name)
    )
    return tuple(connection.execute(coded).scalars())


def coder_list(connection: Connection) -> tuple[CoderRow, ...]:
    """The coders in each round that they worked in, by the order of rounds and coders' names."""
    coders, rounds = _names(connection, Coder), _names(connection, Round)
    worn, sources = blindfold(connection), _sources(connection)
    coded, characters, finished = _coded(connection), _characters(connection), _finished(connection)
    rows = []
    for round_, round_name in rounds.items():
        for coder, name in coders.items():
            hand = (coder, round_)
            if hand not in coded and hand not in finished:
                continue
            hidden = round_ in worn.rounds and coder != worn.key
            work = HIDDEN if hidden else coded.get(hand, NOTHING)
            covered = None if hidden else characters.get(hand, 0)
            done = finished.get(hand, 0)
            rows.append(CoderRow(name, round_name, *work[:3], covered, *work[3:], done, sources))
    idle = coders.keys() - {hand[0] for hand in (*coded, *finished)}
    work, covered = (HIDDEN, None) if worn.rounds else (NOTHING, 0)
    rows += [
        CoderRow(name, "", *work[:3], covered, *work[3:], 0, sources)
        for coder, name in coders.items()
        if coder in idle
    ]
    return tuple(rows)


def round_list(connection: Connection) -> tuple[RoundRow, ...]:
    """The rounds in order."""
    coders, finished, sources = _names(connection, Coder), _finished(connection), _sources(connection)
    settings = connection.execute(select(Project.settings)).scalar() or {}
    codings = select(Coding.round_id, func.count()).where(Coding.orphaned_from.is_(None))
    counts = dict(connection.execute(codings.group_by(Coding.round_id)).all())
    rounds = connection.execute(select(Round).order_by(Round.position, Round.id)).all()
    in_use = settings.get("round") or (rounds[0].name if rounds else "")
    return tuple(
        RoundRow(
            round_.name,
            round_.blind,
            round_.released_at,
            round_.name == in_use,
            counts.get(round_.id, 0),
            tuple(
                (name, finished[key, round_.id])
                for key, name in coders.items()
                if (key, round_.id) in finished
            ),
            sources,
        )
        for round_ in rounds
    )


def coding_round(connection: Connection) -> str:
    """The round in which coders code on their own: the one in use, else the newest; '' where there is none.

    Not one of consensus, nor one that several people have coded together alone.
    """
    coders, coded = _names(connection, Coder), _coded(connection)
    own = []
    for key, name in _names(connection, Round).items():
        labels = [coders[coder] for coder, round_ in coded if round_ == key]
        alone = not labels or any(len(people_of(label)) == 1 for label in labels)
        if alone and not is_consensus(name):
            own.append(name)
    in_use = project_settings(connection).get("round")
    return in_use if in_use in own else own[-1] if own else ""


def round_of_copy(connection: Connection) -> str:
    """The round that a copy opens in for who codes on in it: ``coding_round`` as long as it goes on.

    '' for the round in use, where that one was released: what is coded there later is no longer apart.
    """
    name = coding_round(connection)
    released = connection.execute(select(Round.released_at).where(Round.name == name)).scalar()
    return "" if released else name


def coded_in(connection: Connection, round_: str) -> dict[str, int]:
    """How many codings in a round stand in the texts, by their coders' names; those that may be seen."""
    rows = coder_list(connection)
    return {row.coder: row.codings for row in rows if row.round == round_ and row.codings}


def _names(connection: Connection, record: type[Coder] | type[Round]) -> dict[int, str]:
    """Names by key: rounds in their order, coders by name."""
    order = (Round.position, Round.id) if record is Round else (Coder.name, Coder.id)
    return dict(connection.execute(select(record.id, record.name).order_by(*order)).all())


def _sources(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(Source)).scalar_one()


def _coded(connection: Connection) -> dict[Hand, Work]:
    rows = connection.execute(
        select(
            *(Coding.coder_id, Coding.round_id),
            *(func.count(), func.count(Coding.code_id.distinct()), func.count(Coding.source_id.distinct())),
            *(func.min(Coding.created_at), func.max(Coding.created_at)),
        )
        .where(Coding.orphaned_from.is_(None))
        .group_by(Coding.coder_id, Coding.round_id)
    )
    return {
        (coder, round_): (codings, codes, sources, first, last)
        for coder, round_, codings, codes, sources, first, last in rows
    }


def _characters(connection: Connection) -> dict[Hand, int]:
    """How many characters lie under the codings of each hand."""
    spans: dict[tuple[int, int, int], list[Span]] = {}
    place = (Coding.coder_id, Coding.round_id, Coding.source_id, Coding.start, Coding.end)
    for *hand, start, end in connection.execute(
        select(*place).where(Coding.orphaned_from.is_(None)).distinct()
    ):
        spans.setdefault((hand[0], hand[1], hand[2]), []).append((start, end))
    found: dict[Hand, int] = {}
    for (coder, round_, _source), marked in spans.items():
        covered = sum(end - start for start, end in united(marked))
        found[coder, round_] = found.get((coder, round_), 0) + covered
    return found


def _finished(connection: Connection) -> dict[Hand, int]:
    """How many sources each hand has finished."""
    rows = connection.execute(
        select(FinishedCoding.coder_id, FinishedCoding.round_id, func.count()).group_by(
            FinishedCoding.coder_id, FinishedCoding.round_id
        )
    )
    return {(coder, round_): n for coder, round_, n in rows}
