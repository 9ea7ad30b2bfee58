"""What the ways that are measured beside each other are called."""

from qualwb.localization import gettext as _


def methods_in_words() -> dict[str, str]:
    """Ways to rank codes, and queries of 'more like this', by the name that json has."""
    return {
        "without meaning, fixed weights": _("without meaning, fixed weights"),
        "without meaning": _("without meaning"),
        "with meaning, fixed weights": _("with meaning, fixed weights"),
        "with meaning": _("with meaning"),
        "most frequent": _("most frequent"),
        "tf-idf words": _("tf-idf words"),
        "character n-grams": _("character n-grams"),
        "bm25": "BM25",
        "character n-grams + name": _("character n-grams + name"),
        "name alone, character n-grams": _("name alone, character n-grams"),
        "passages alone": _("passages alone"),
        "without sister codes": _("without sister codes"),
        "pieces of words alone": _("pieces of words alone"),
        "base forms and compound parts alone": _("base forms and compound parts alone"),
        "name weighs half": _("name weighs half"),
        "name weighs double": _("name weighs double"),
        "meaning alone": _("meaning alone"),
        "meaning weighs half": _("meaning weighs half"),
        "meaning weighs double": _("meaning weighs double"),
        "without synonyms": _("without synonyms"),
        "name": _("name"),
        "name and passages": _("name and passages"),
        "name, by meaning too": _("name, by meaning too"),
        "name and passages, by meaning too": _("name and passages, by meaning too"),
    }
