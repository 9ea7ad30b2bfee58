"""Sources that are not Swedish: names are looked for by Swedish words and rules."""

from collections.abc import Sequence

from sqlalchemy import Connection

from qualwb.acts.pseudonyms.contexts import source_names
from qualwb.language.swedishness import seems_swedish
from qualwb.localization import ngettext
from qualwb.store.texts import current_texts


def sources_not_swedish(connection: Connection) -> tuple[str, ...]:
    """The names of the sources whose text does not look Swedish, in their order."""
    texts = current_texts(connection)
    return tuple(
        name
        for key, name in source_names(connection).items()
        if key in texts and not seems_swedish(texts[key])
    )


def said_of(sources: Sequence[str]) -> str:
    """What the researcher should know of these sources; empty where there are none."""
    if not sources:
        return ""
    return ngettext(
        "{sources} does not look Swedish: names are looked for by Swedish words, so many that are found there"
        " are none, and some are missed.",
        "{sources} do not look Swedish: names are looked for by Swedish words, so many that are found there"
        " are none, and some are missed.",
        len(sources),
    ).format(sources=", ".join(sources))
