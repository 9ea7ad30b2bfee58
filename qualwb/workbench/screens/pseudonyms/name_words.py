"""How the screen tells of a name and of its places."""

from collections.abc import Sequence

from qualwb.acts.pseudonyms.contexts import PlaceInContext
from qualwb.acts.pseudonyms.entity import Entity, Verdict
from qualwb.acts.pseudonyms.places import can_be_rewritten, is_in_journal, is_in_text
from qualwb.exchange.tables.names import kind_in_words, place_in_words, verdict_in_words
from qualwb.localization import gettext as _
from qualwb.localization import ngettext


def is_guess(entity: Entity) -> bool:
    """Whether it may be no name at all, and nobody has judged it."""
    return not entity.sure and entity.verdict is Verdict.OPEN


def cells(entity: Entity) -> tuple[str, ...]:
    """A row of the list."""
    sources = {place.key for place in entity.places if is_in_text(place)}
    return (
        entity.name,
        kind_in_words(entity.kind),
        verdict_in_words(entity.verdict)
        + ("" if entity.sure or entity.verdict is not Verdict.OPEN else " ?"),
        "" if entity.verdict is Verdict.KEEP else entity.alias,
        str(len(entity.places)),
        str(len(sources)),
        entity.why,
    )


def told(entity: Entity) -> str:
    """The name in full, without its places."""
    lines = [f"{entity.name} · {kind_in_words(entity.kind)} · {verdict_in_words(entity.verdict)}"]
    if entity.verdict is not Verdict.KEEP:
        proposed = entity.verdict is Verdict.OPEN
        said = _("would become: {alias}") if proposed else _("becomes: {alias}")
        lines.append(said.format(alias=entity.alias))
    if not entity.sure:
        lines.append(_("A guess: look at its places."))
    if entity.why:
        lines.append(_("Found because: {why}").format(why=entity.why))
    if entity.forms:
        lines.append(_("Also: {names}").format(names=", ".join(entity.forms)))
    n = len(entity.places)
    lines.append(ngettext("{n} place (Enter decides one)", "{n} places (Enter decides one)", n).format(n=n))
    return "\n".join(lines)


def place_line(here: PlaceInContext) -> str:
    """A place as one line: where, the words around, and what stands there afterwards."""
    place = here.place
    becomes = "" if place.replacement == place.words else f" → {place.replacement}"
    if not can_be_rewritten(place):
        stays = _("stays until the project is sealed") if is_in_journal(place) else _("stays")
        becomes = f" ({stays})"
    own = "" if place.verdict is None else f" ({verdict_in_words(place.verdict)})"
    return f"{_where(here)}: {here.line}{becomes}{own}"


def place_lines(places: Sequence[PlaceInContext], whole: int) -> str:
    """The places, one a paragraph, and how many are not shown."""
    left = whole - len(places)
    more = [ngettext("and {n} place more", "and {n} places more", left).format(n=left)] if left > 0 else []
    return "\n\n".join([*map(place_line, places), *more])


def _where(here: PlaceInContext) -> str:
    if here.turn is not None:
        return _("{source}, turn {number}").format(source=here.source, number=here.turn)
    return here.source or place_in_words(here.place.table, here.place.column)
