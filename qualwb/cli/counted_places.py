"""How many places have another wording, as replacing names and giving them back tell it alike."""

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
