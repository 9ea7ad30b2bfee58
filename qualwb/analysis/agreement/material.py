"""What the measures of agreement count on: the units of the coders compared, under the labels asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, func, select

from qualwb.analysis.agreement.bootstrap import RESAMPLES
from qualwb.analysis.agreement.coded_round import CodedRound, load_round
from qualwb.analysis.agreement.compared import Compared, choose_compared
from qualwb.analysis.agreement.labels import ALL_CODES, Asked, any_label, labelled_round, labels_asked
from qualwb.analysis.agreement.matching import THRESHOLD
from qualwb.analysis.agreement.reworked_codes import NOT_REWORKED, Reworked, reworked_codes
from qualwb.analysis.agreement.unitizing import overlap_within
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.model import Coding, FinishedCoding, Round

FAR_LESS = 4
"""How many times as many codings one coder must have as another for that to be told."""


@dataclass(frozen=True, slots=True)
class AgreementWish:
    """What is asked of agreement; the coders and the round are chosen where they are left open."""

    coders: tuple[str, ...] = ()
    round: str = ""
    labels: Asked = ALL_CODES
    threshold: float = THRESHOLD
    """Overlap by union from which two units are one, above 0 and at most 1."""
    resamples: int = RESAMPLES
    """How often is drawn for the intervals; 0 for none."""


@dataclass(frozen=True, slots=True)
class ComparedMaterial:
    """The units of the coders in a round."""

    kind: str
    """codes or themes."""
    names: Mapping[int, str]
    """The labels by key, in tree order."""
    rows: CodedRound
    """Under each label of a table."""
    values: CodedRound
    """Under the labels of which a passage should have one."""
    anything: CodedRound
    """What bears any label at all."""
    overlaps: frozenset[tuple[int, int]]
    """Source and coder, where the coder has given several of the values to the same words."""
    chosen: tuple[str, ...]
    """What was left open and is chosen, in words."""
    late: int = 0
    """Codings that were made after the round was released, when all could see each other's."""
    reworked: Reworked = NOT_REWORKED
    """What was done to the codes of what is compared since it was coded."""
    uneven: str = ""
    """How much each has coded, in words, where one has coded far less than another."""
    unfinished: str = ""
    """Who has not finished coding what is compared, in words, where somebody has."""
    beside: tuple[str, ...] = ()
    """Who coded in the round too and is not compared."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What was chosen, who has coded far less, and who has not finished."""
        return (*self.chosen, *filter(None, (self.uneven, self.unfinished)))

    def of_pair(self, first: int, second: int) -> "ComparedMaterial":
        """The same of two of the coders."""
        rows = self.rows.of_pair(first, second)
        values = rows if self.values is self.rows else self.values.of_pair(first, second)
        anything = self.anything.of_pair(first, second)
        return replace(self, rows=rows, values=values, anything=anything)


def compared_material(connection: Connection, wish: AgreementWish) -> ComparedMaterial:
    """Load what is compared.

    Raises ``NotFound`` for a name that the project does not hold, and ``QualwbError`` where no two coders
    have coded one source, or the threshold is no share.
    """
    if not 0 < wish.threshold <= 1:
        raise QualwbError(_("The threshold is above 0 and at most 1."))
    labels = labels_asked(connection, wish.labels)
    compared = choose_compared(connection, wish.coders, wish.round)
    coded = load_round(connection, (compared.round_key, compared.round), compared.coders)
    if not coded.sources:
        raise QualwbError(
            _("No source is coded by two of the coders in the round '{round}'.").format(round=coded.round)
        )
    rows = labelled_round(coded, labels.rows)
    values = rows if labels.values is labels.rows else labelled_round(coded, labels.values)
    kind = "themes" if wish.labels.themes else "codes"
    material = material_of(kind, labels.names, rows, values, compared.notes)
    late = _made_after_release(connection, compared)
    unfinished = _unfinished_in_words(connection, compared, coded)
    uneven = _uneven_in_words(coded)
    return replace(
        material,
        late=late,
        reworked=reworked_codes(connection, compared.round_key, compared.coders),
        uneven=uneven,
        unfinished=unfinished,
        beside=compared.beside,
    )


def _uneven_in_words(coded: CodedRound) -> str:
    """How much each has coded of what is compared, where one has far less: such a one lowers all figures."""
    done = {}
    for coder, name in coded.coders.items():
        if here := [source.by_coder[coder] for source in coded.sources if coder in source.by_coder]:
            done[name] = len(here), sum(len(units) for by_label in here for units in by_label.values())
    codings = [found for _sources, found in done.values()]
    if not codings or min(codings) * FAR_LESS > max(codings):
        return ""
    told = (
        _("{coder} {codings} in {sources}").format(
            coder=name,
            codings=ngettext("{n} passage", "{n} passages", found).format(n=found),
            sources=ngettext("{n} source", "{n} sources", sources).format(n=sources),
        )
        for name, (sources, found) in done.items()
    )
    said = _(
        "They have not coded equally much of what is compared: {coders}"
        " (passages of a code that touch are one)."
    )
    return said.format(coders=", ".join(told))


def _unfinished_in_words(connection: Connection, compared: Compared, coded: CodedRound) -> str:
    """Who has not finished which of the sources that are compared; '' where nobody says of any that it is."""
    finished = select(FinishedCoding.source_id, FinishedCoding.coder_id)
    rows = connection.execute(finished.where(FinishedCoding.round_id == compared.round_key))
    done = {(source, coder) for source, coder in rows}
    if not any(coder in compared.coders for _source, coder in done):
        return ""
    n = len(coded.sources)
    left = {
        name: sum((source.key, coder) not in done for source in coded.sources)
        for coder, name in compared.coders.items()
    }
    told = (_("{coder} {n} of {k} sources").format(coder=name, n=m, k=n) for name, m in left.items() if m)
    named = ", ".join(told)
    return _("Not said to be finished: {coders}.").format(coders=named) if named else ""


def _made_after_release(connection: Connection, compared: Compared) -> int:
    """How many of the codings compared were made after their round was released; 0 for one never blind."""
    codings = (
        select(func.count())
        .select_from(Coding)
        .join(Round, Round.id == Coding.round_id)
        .where(
            Round.id == compared.round_key,
            Coding.coder_id.in_(compared.coders),
            Coding.created_at > Round.released_at,
            Coding.orphaned_from.is_(None),
        )
    )
    return connection.execute(codings).scalar_one()


def material_of(
    kind: str, names: Mapping[int, str], rows: CodedRound, values: CodedRound, chosen: tuple[str, ...] = ()
) -> ComparedMaterial:
    """The material of rounds that bear their labels."""
    overlaps = frozenset(
        (source.key, coder)
        for source in values.sources
        for coder, units in source.by_coder.items()
        if overlap_within(units)
    )
    return ComparedMaterial(kind, names, rows, values, any_label(rows), overlaps, chosen)
