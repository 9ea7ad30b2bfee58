"""Proposed themes, merges and splits as tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from qualwb.exchange.tables.table import Cell, Table
from qualwb.localization import decimal, ngettext
from qualwb.localization import gettext as _
from qualwb.shortening import shortened
from qualwb.suggest.evidence import CodedText
from qualwb.suggest.themes.merge_proposals import MergeProposals
from qualwb.suggest.themes.split_proposals import SplitProposals
from qualwb.suggest.themes.theme_evaluation import LevelMeasured
from qualwb.suggest.themes.theme_proposals import ProposedTheme, ThemeProposals
from qualwb.suggest.themes.ties import Tie

WIDTH = 80
"""Characters of a passage that a table shows."""


def themes_table(found: ThemeProposals, encoder: str | None) -> Table:
    """Proposed themes, a row each."""
    columns = ("", _("theme"), _("codes"), _("passages"), _("because"))
    return Table(
        columns,
        [
            [
                n,
                _("to {theme}").format(theme=f"'{one.joins}'") if one.joins else one.name,
                "; ".join(one.codes),
                f"{one.passages}: {_groups(one.by_group)}" if one.passages else 0,
                f"{one.reason}. {one.firmness} ({decimal(one.silhouette, 2)}).",
            ]
            for n, one in enumerate(found.proposals, start=1)
        ],
        notes=(*_cut(found), *_left(found), *_refused(found.refused), _by(encoder)),
        numeric=frozenset({0}),
        data=lambda: {
            "themes": [_theme(one) for one in found.proposals],
            "left": list(found.left),
            "refused": found.refused,
            "already_themes": found.known,
            "dendrogram": {
                "codes": list(found.names),
                "steps": [list(step) for step in found.dendrogram.links],
                "cut": found.height,
            },
            "meaning": encoder,
        },
    )


def merges_table(found: MergeProposals, encoder: str | None) -> Table:
    """Pairs of codes that look like one, a row each."""
    columns = ("", _("codes"), _("because"), _("for example"))
    held = tuple(
        _("Held back, since the names say the opposite: {one} / {other}.").format(one=one, other=other)
        for one, other in found.held_back
    )
    return Table(
        columns,
        [
            [
                n,
                " / ".join(f"{code} ({k})" for code, k in zip(one.codes, one.passages, strict=True)),
                one.reason,
                " / ".join(_quoted(passage) for passage in one.examples),
            ]
            for n, one in enumerate(found.proposals, start=1)
        ],
        notes=(*held, *_refused(found.refused), _by(encoder)),
        numeric=frozenset({0}),
        data=lambda: {
            "merges": [
                {
                    "codes": list(one.codes),
                    "passages": list(one.passages),
                    "both": one.both,
                    "grounds": [str(ground) for ground in one.grounds],
                    "words": list(one.words),
                    "differs": [list(words) for words in one.differs],
                    "score": round(one.score, 4),
                    "examples": [_passage(passage) for passage in one.examples],
                    "because": one.reason,
                }
                for one in found.proposals
            ],
            "held_back": [list(pair) for pair in found.held_back],
            "refused": found.refused,
            "meaning": encoder,
        },
    )


def splits_table(found: SplitProposals, encoder: str | None) -> Table:
    """Codes that look like two: two rows each, one a group of passages."""
    columns = (_("code"), _("passages"), _("words"), _("p"), _("for example"))
    tested = ngettext("{n} code was tested", "{n} codes were tested", found.tested).format(n=found.tested)
    few = ngettext("{n} has too few passages", "{n} have too few passages", found.too_few)
    return Table(
        columns,
        [
            [one.code, len(half.passages), ", ".join(half.words), one.p, _quoted(half.passages[0])]
            for one in found.proposals
            for half in one.halves
        ],
        notes=(f"{tested}; {few.format(n=found.too_few)}.", *_refused(found.refused), _by(encoder)),
        numeric=frozenset({1, 3}),
        data=lambda: {
            "splits": [
                {
                    "code": one.code,
                    "p": one.p,
                    "halves": [
                        {"words": list(half.words), "passages": [_passage(text) for text in half.passages]}
                        for half in one.halves
                    ],
                }
                for one in found.proposals
            ],
            "tested": found.tested,
            "too_few": found.too_few,
            "refused": found.refused,
            "meaning": encoder,
        },
    )


def themes_measured_table(found: Sequence[LevelMeasured]) -> Table:
    """How well codes are gathered against the project's themes and main themes."""
    encoder = next((one.encoder for one in found if one.encoder), None)
    columns = (_("against"), _("codes compared by"), _("as many groups"), _("by itself"), _("groups"))
    rows: list[list[Cell]] = []
    for one in found:
        rows += [
            [level_in_words(one.level), way_in_words(way), score.as_many, score.by_itself, score.groups]
            for way, score in one.scores.items()
        ]
        rows.append(
            [level_in_words(one.level), _("chance, of the same sizes"), one.chance[0], None, one.themes]
        )
    told = _("{level}: {n} codes in {k}; 95 % of groupings by chance lie between {low} and {high}.")
    return Table(
        columns,
        rows,
        title=_("Adjusted Rand index"),
        notes=(
            *(
                told.format(
                    level=level_in_words(one.level),
                    n=one.codes,
                    k=one.themes,
                    low=decimal(one.chance[1], 2),
                    high=decimal(one.chance[2], 2),
                )
                for one in found
            ),
            _("The codes are gathered without knowing of their themes."),
            _by(encoder),
        ),
        numeric=frozenset({2, 3, 4}),
        data=lambda: {
            "task": "themes",
            "levels": [
                {
                    "level": one.level,
                    "codes": one.codes,
                    "themes": one.themes,
                    "scores": {way: asdict(score) for way, score in one.scores.items()},
                    "chance": {"mean": one.chance[0], "ci": list(one.chance[1:])},
                }
                for one in found
            ],
            "meaning": encoder,
        },
    )


def level_in_words(level: str) -> str:
    """What codes are gathered in, in the reader's words."""
    return {"themes": _("themes"), "main themes": _("main themes")}[level]


def way_in_words(way: str) -> str:
    """What codes are compared by, in the reader's words."""
    return {
        "all": _("all together"),
        "without meaning": _("without meaning"),
        "meaning alone": _("meaning alone"),
        "words alone": _("words alone"),
        "shared passages alone": _("shared passages alone"),
        "near each other alone": _("nearness alone"),
    }[way]


def _theme(one: ProposedTheme) -> dict[str, Any]:
    return {
        "name": one.name,
        "codes": list(one.codes),
        "joins": one.joins,
        "passages": one.passages,
        "by_group": dict(one.by_group),
        "silhouette": one.silhouette,
        "because": [_tie(tie) for tie in one.ties],
    }


def _tie(tie: Tie) -> dict[str, Any]:
    return {
        "kind": str(tie.kind),
        "share": round(tie.share, 4),
        "text": tie.text,
        "words": list(tie.words),
        "codes": list(tie.names),
        "places": tie.places,
        "passages": [_passage(passage) for passage in tie.passages],
    }


def _passage(passage: CodedText) -> dict[str, Any]:
    return {"text": passage.text, "codes": list(passage.codes), "place": asdict(passage.place)}


def _groups(by_group: Mapping[str, int]) -> str:
    return ", ".join(f"{group} {n}" for group, n in by_group.items())


def _quoted(passage: CodedText) -> str:
    return f"'{shortened(passage.text, WIDTH)}'"


def _cut(found: ThemeProposals) -> Iterator[str]:
    if found.height:
        yield _("The tree is cut at the distance {at}.").format(at=decimal(found.height, 2))
    if found.known:
        said = ngettext("{n} group is a theme already.", "{n} groups are themes already.", found.known)
        yield said.format(n=found.known)


def _left(found: ThemeProposals) -> Iterator[str]:
    if found.left and found.proposals:
        yield _("In no proposal: {codes}.").format(codes="; ".join(found.left))


def _refused(refused: int) -> Iterator[str]:
    if refused:
        said = ngettext(
            "{n} proposal was refused before and is left out.",
            "{n} proposals were refused before and are left out.",
            refused,
        )
        yield said.format(n=refused)


def _by(encoder: str | None) -> str:
    if encoder is None:
        return _("Compared by words and places; no encoder of meaning is in use.")
    return _("Compared by meaning ({encoder}), words and places.").format(encoder=encoder)
