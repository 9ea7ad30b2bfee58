"""Words by which an act is found in the command palette beside its name: what it is about, said otherwise."""

from functools import lru_cache

from qualwb.localization import gettext as _
from qualwb.localization import language
from qualwb.workbench.registry.keymap import key_rows

_LIKE = ("go.like", "code.like", "quotes.like", "like.more")


def keywords() -> dict[str, str]:
    """The further words of acts, by what the acts are called."""
    return _keywords(language())


@lru_cache(maxsize=2)
def _keywords(_language: str) -> dict[str, str]:
    words = {
        **dict.fromkeys(_LIKE, _("meaning similar alike search question suggestions")),
        "themes.proposals": _("suggestions similar meaning"),
        "themes.nest": _("move theme main theme top level"),
        "go.settings": _("encoder meaning suggestions language keymap"),
        "go.acceptance": _("reasons probability accepted meaning"),
        "go.privacy": _("data protection encryption passphrase caches files"),
        "go.names": _("pseudonyms anonymise"),
        "go.compare": _("agreement coders kappa"),
        "go.checklists": _("coreq srqr"),
        "go.codebook": _("definition rule"),
        "go.journal": _("log history"),
        "go.agreement": _("alpha kappa reliability"),
        "go.participation": _("gini entropy speakers share"),
        "go.cooccurrence": _("npmi jaccard network"),
        "go.saturation": _("chao jackknife curve"),
        "go.crosstabs": _("attributes table"),
        "go.guide": _("manual figures explained"),
        "code.edge_start": _("move edge border boundary passage longer shorter"),
        "code.edge_end": _("move edge border boundary passage longer shorter"),
        "code.recode": _("change replace coding"),
        "code.split_turn": _("split another speaker from here on"),
        "code.speaker": _("change correct speaker"),
        "code.uncode": _("remove delete coding"),
        "sources.export": _("refi qdpx nvivo maxqda atlas.ti qualcoder taguette project"),
        "app.who": _("round coder"),
        "app.company": _("team colleagues presence"),
    }
    return {row.description: words[row.id] for row in key_rows({}) if row.id in words}
