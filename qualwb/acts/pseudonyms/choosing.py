"""Which of the names that were found is meant by what a person calls it."""

from collections.abc import Sequence

from sqlalchemy import Connection

from qualwb.acts.lookup import find
from qualwb.acts.pseudonyms.entity import Entity, Place
from qualwb.acts.pseudonyms.places import is_in_text
from qualwb.acts.pseudonyms.wording import kind_in_words
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.model import Source
from qualwb.same_name import same_name
from qualwb.store.errors import NotFound
from qualwb.store.naming import not_found


def entity_named(entities: Sequence[Entity], name: str, kind: str = "") -> Entity:
    """The name that is called so, or that has it among its forms, without regard to case; of that kind.

    Raises ``NotFound`` with the nearest names, and ``QualwbError`` when several kinds have the name.
    """
    meant = same_name(name)
    of_kind = [one for one in entities if kind in ("", one.kind)]
    found = [one for one in of_kind if one.name == name] or [
        one for one in of_kind if same_name(one.name) == meant
    ]
    found = found or [one for one in of_kind if meant in map(same_name, one.forms)]
    if not found:
        raise not_found(_("name"), name, [one.name for one in of_kind])
    if len(found) > 1:
        raise QualwbError(
            _("'{name}' is several: {kinds}.").format(
                name=name, kinds=", ".join(f"{one.name} ({kind_in_words(one.kind)})" for one in found)
            ),
            _("Say which with --kind."),
        )
    return found[0]


def places_in_source(
    connection: Connection, entity: Entity, source: str, starts: Sequence[int] = ()
) -> list[Place]:
    """The places of a name in the text of a source, or those that begin at these positions alone.

    Raises ``NotFound`` for an unknown source, and where the name does not stand.
    """
    key = find(connection, Source, source)["id"]
    places = [place for place in entity.places if is_in_text(place) and place.key == key]
    known = {place.start for place in places}
    if not known or set(starts) - known:
        raise NotFound(
            _("{name} does not stand there.").format(name=entity.name),
            _("It stands at: {places}.").format(places=", ".join(map(str, sorted(known))) or "-"),
        )
    return [place for place in places if not starts or place.start in starts]
