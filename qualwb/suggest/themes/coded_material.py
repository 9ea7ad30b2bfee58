"""What is known of a project's codes when they are compared with each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sqlalchemy import Connection, select

from qualwb.model import Code, Theme, ThemeCode
from qualwb.suggest.evidence import CodedText, TextPlace
from qualwb.suggest.membership import membership, passages_of
from qualwb.suggest.project_evidence import read_evidence, read_turns

Members = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class GatheredCode:
    """A code with the code above it and the themes that gather it."""

    name: str
    uid: str = ""
    """What it keeps when it is renamed."""
    parent: str | None = None
    themes: tuple[str, ...] = ()
    main_themes: tuple[str, ...] = ()
    """The themes at the top of the branches of its themes."""


@dataclass(frozen=True)
class CodedMaterial:
    """Codes in order of name, passages in order of place, turns in order of text.

    Made by ``of``, so that what is worked out from it does not hang on the order that they come in.
    """

    codes: tuple[GatheredCode, ...]
    passages: tuple[CodedText, ...]
    turns: tuple[TextPlace, ...]

    @classmethod
    def of(
        cls,
        codes: Iterable[GatheredCode],
        passages: Iterable[CodedText],
        turns: Iterable[TextPlace] = (),
    ) -> CodedMaterial:
        """The material, put in order."""
        return cls(
            tuple(sorted(codes, key=lambda code: code.name)),
            tuple(sorted(passages, key=lambda passage: _in_text(passage.place))),
            tuple(sorted(turns, key=_in_text)),
        )

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The codes by name."""
        return tuple(code.name for code in self.codes)

    @cached_property
    def having(self) -> tuple[Members, ...]:
        """Of each code, the places of its passages among the passages."""
        found = passages_of(self.names, self.passages)
        return tuple(np.array(rows, dtype=np.intp) for rows in found)

    @cached_property
    def membership(self) -> sparse.csr_matrix:
        """Which passage (column) bears which code (row), as 1."""
        return membership(passages_of(self.names, self.passages), len(self.passages)).astype(np.float64)


def read_material(connection: Connection) -> CodedMaterial:
    """What a project holds of codes, passages and turns.

    The passages are those of all coders and rounds that whoever asks may see.
    """
    evidence = read_evidence(connection)
    rows = connection.execute(select(Code.id, Code.name, Code.uid, Code.parent_id)).all()
    names = {row.id: row.name for row in rows}
    gathering: defaultdict[int, list[str]] = defaultdict(list)
    links = select(ThemeCode.code_id, Theme.name).join(Theme).order_by(Theme.position, Theme.id)
    for code, theme in connection.execute(links):
        gathering[code].append(theme)
    main = {code.name: code.main_themes[-1:] for code in evidence.codes}
    codes = (
        GatheredCode(
            row.name, row.uid, names.get(row.parent_id), tuple(gathering[row.id]), main.get(row.name, ())
        )
        for row in rows
    )
    return CodedMaterial.of(codes, evidence.passages, (turn.place for turn in read_turns(connection)))


def by_group(passages: Sequence[CodedText]) -> dict[str, int]:
    """How many of the passages each group has, in order of name."""
    return dict(sorted(Counter(passage.place.group for passage in passages).items()))


def _in_text(place: TextPlace) -> tuple[str, int, int]:
    return place.source, place.start, place.end
