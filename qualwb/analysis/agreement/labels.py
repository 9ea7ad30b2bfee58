"""What agreement is counted on: codes or themes, all or some, by themselves or with what is beneath them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from qualwb.analysis.agreement.coded_round import CodedRound, UnitsByLabel
from qualwb.analysis.agreement.units import CodedUnit, merged
from qualwb.analysis.lookup import keys_of
from qualwb.analysis.trees import Node, code_tree, codes_of_themes, theme_tree
from qualwb.model import Code, Theme, ThemeCode


@dataclass(frozen=True, slots=True)
class Asked:
    """The labels asked for: ``codes`` or ``themes`` by name, with those beneath; none named is all codes.

    ``themes`` of the one name '' are all themes. With ``roll_up`` a label stands for what is beneath it too.
    """

    codes: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    roll_up: bool = False


ALL_CODES = Asked()
ANY = 0
"""The label that stands for all labels; no row has it as its key."""
Gathered = Mapping[int, frozenset[int]]
"""By label, the codes that it stands for."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The rows of a table, and the values of which a passage should have one."""

    names: Mapping[int, str]
    """By key, in tree order."""
    rows: Gathered
    values: Gathered
    """The rows, where these are codes or themes by themselves; rolled up, the rows that lie beside each other
    beneath one, or at the top."""
    chosen: bool
    """Whether they are a part of all."""


def labels_asked(connection: Connection, asked: Asked) -> Labels:
    """Look the names up. Raises ``NotFound``."""
    codes = code_tree(connection)
    kind: type[Code] | type[Theme] = Theme if asked.themes else Code
    if asked.themes:
        names, tree = [name for name in asked.themes if name], theme_tree(connection)
        own = _gathered(connection)
        whole = codes_of_themes(connection, tree, codes, roll_up=True)
    else:
        names, tree = list(asked.codes), codes
        own = {node.key: {node.key} for node in tree.nodes}
        whole = {key: set(beneath) for key, beneath in tree.beneath.items()}
    wanted = tree.with_beneath(keys_of(connection, kind, names)) if names else None
    nodes = [node for node in tree.nodes if wanted is None or node.key in wanted]
    gathered = whole if asked.roll_up else own
    rows = {node.key: frozenset(gathered.get(node.key, ())) for node in nodes}
    return Labels(
        names={node.key: node.name for node in nodes},
        rows=rows,
        values=_beside_each_other(nodes, rows, own) if asked.roll_up else rows,
        chosen=bool(names),
    )


def labelled_round(coded: CodedRound, gathered: Gathered) -> CodedRound:
    """The round with units of these labels instead of those of single codes."""
    if all(codes == {label} for label, codes in gathered.items()):
        return _with_units(coded, lambda _text, units: {key: units[key] for key in units if key in gathered})
    return _with_units(
        coded,
        lambda text, units: {
            label: made
            for label, codes in gathered.items()
            if (made := _joined(text, label, [units[code] for code in codes if code in units]))
        },
    )


def any_label(coded: CodedRound) -> CodedRound:
    """The round with the stretches that bear any label at all; their own label is ``ANY``."""
    return _with_units(coded, lambda text, units: {ANY: _joined(text, ANY, [*units.values()])})


def _with_units(coded: CodedRound, made: Callable[[str, UnitsByLabel], UnitsByLabel]) -> CodedRound:
    sources = (
        replace(
            source, by_coder={coder: made(source.text, units) for coder, units in source.by_coder.items()}
        )
        for source in coded.sources
    )
    return replace(coded, sources=tuple(sources))


def _joined(text: str, label: int, several: Sequence[tuple[CodedUnit, ...]]) -> tuple[CodedUnit, ...]:
    """Units of several labels as units of one."""
    if len(several) == 1 and all(unit.label == label for unit in several[0]):
        return several[0]
    units = sorted(unit for of_label in several for unit in of_label)
    return merged(text, label, [(unit.start, unit.end, unit.codings) for unit in units])


def _gathered(connection: Connection) -> dict[int, set[int]]:
    """The codes that each theme gathers itself."""
    found: dict[int, set[int]] = {}
    for theme, code in connection.execute(select(ThemeCode.theme_id, ThemeCode.code_id)):
        found.setdefault(theme, set()).add(code)
    return found


def _beside_each_other(
    nodes: Sequence[Node], rows: Gathered, own: Mapping[int, set[int]]
) -> dict[int, frozenset[int]]:
    """Rolled-up rows of which none lies beneath another: the top ones, or those beneath a single top.

    Each top that gave way to those beneath it stays with its own codes.
    """
    kept = {node.key for node in nodes}
    tops = [node.key for node in nodes if node.parent not in kept]
    over: dict[int, frozenset[int]] = {}
    while len(tops) == 1:
        beneath = [node.key for node in nodes if node.parent == tops[0]]
        if not beneath:
            break
        over[tops[0]] = frozenset(own.get(tops[0], ()))
        tops = beneath
    return over | {key: rows[key] for key in tops}
