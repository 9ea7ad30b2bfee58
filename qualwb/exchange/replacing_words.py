"""Names replaced and given back, in words: at how many places, and what could not be."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from qualwb.localization import gettext as _
from qualwb.localization import ngettext

if TYPE_CHECKING:
    from qualwb.acts.pseudonyms.replacing import Applied
    from qualwb.acts.pseudonyms.restoring import Restored


def places_in_words(done: "Applied | Restored", texts: int) -> str:
    """'280 places: 209 in 12 texts, 71 in 51 other values'."""
    places = ngettext("{n} place", "{n} places", done.places).format(n=done.places)
    in_texts = ngettext("{places} in {n} text", "{places} in {n} texts", texts)
    elsewhere = ngettext("{places} in {n} other value", "{places} in {n} other values", done.columns)
    return _("{places}: {in_texts}, {elsewhere}").format(
        places=places,
        in_texts=in_texts.format(places=done.text_places, n=texts),
        elsewhere=elsewhere.format(places=done.places - done.text_places, n=done.columns),
    )


def restored_in_words(done: "Restored") -> Iterator[str]:
    """What came back, and what did not, a line each; the names that are lost stand in ``done.left``."""
    yield _("Given back: {what}.").format(what=places_in_words(done, done.texts))
    if done.merged:
        n, names = len(done.merged), ", ".join(one.name for one in done.merged)
        yield ngettext(
            "{n} participant stays one with an earlier of the same name: {names}.",
            "{n} participants stay one with earlier ones of the same name: {names}.",
            n,
        ).format(n=n, names=names)
    if done.withheld:
        yield ngettext(
            "{n} place stays replaced: it names somebody who has withdrawn.",
            "{n} places stay replaced: they name somebody who has withdrawn.",
            done.withheld,
        ).format(n=done.withheld)
    if done.unsealed:
        yield _("The project is not sealed any more.")
    if n := len(done.left):
        yield ngettext(
            "{n} name could not be given back: the text was changed there.",
            "{n} names could not be given back: the text was changed there.",
            n,
        ).format(n=n)
