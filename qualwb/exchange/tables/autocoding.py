"""What autocoding found, as a table to be looked over: the words in their place, the codes they have."""

from collections.abc import Collection, Sequence
from dataclasses import asdict

from qualwb.analysis.autocoding import AutocodeQuery
from qualwb.analysis.found_passages import FoundPassage, sign_of
from qualwb.exchange.tables.table import Table
from qualwb.localization import gettext as _
from qualwb.shortening import one_line

CONTEXT = 30
"""Characters of the turn on each side of a passage that a table shows."""


def autocoding_table(
    query: AutocodeQuery,
    code: str,
    passages: Sequence[FoundPassage],
    chosen: Collection[int],
    already: Collection[int],
) -> Table:
    """The passages by their numbers from 1; which are ``chosen`` to be coded, and which have it ``already``.

    Both are places in the list, from 0.
    """
    data = [
        {
            "number": n + 1,
            **{name: value for name, value in asdict(one).items() if name not in ("source_id", "version")},
            "coded": n in chosen,
            "already": n in already,
        }
        for n, one in enumerate(passages)
    ]
    return Table(
        (
            *(_("No."), _("Group"), _("Source"), _("Turn"), _("Speaker")),
            *(_("Passage"), _("Codes"), _("Because"), _("To be coded")),
        ),
        [
            (
                *(n + 1, one.group, one.source, one.turn, one.speaker or None),
                in_context(one, CONTEXT),
                *("; ".join(one.codes) or None, one.because or None),
                state_of(chosen=n in chosen, already=n in already),
            )
            for n, one in enumerate(passages)
        ],
        notes=(query.describe(),),
        numeric=frozenset({0, 3}),
        caption=_("Passages for '{code}'").format(code=code),
        data={"code": code, "query": query.describe(), "sign": sign_of(passages), "passages": data},
    )


def state_of(*, chosen: bool, already: bool) -> str:
    """What becomes of a passage, in a word."""
    return _("has it") if already else _("yes") if chosen else _("no")


def in_context(one: FoundPassage, width: int) -> str:
    """A passage on a line in brackets, with so many characters of its turn on each side."""
    before, after = one_line(one.before), one_line(one.after)
    left = before if len(before) <= width else "…" + before[-width:]
    right = after if len(after) <= width else after[:width] + "…"
    return " ".join(filter(None, (left, f"[{one_line(one.text)}]", right)))
