"""The learning-seminar study that comes with qualwb, as it lies on disk."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from qualwb.acts.codebook_file import load_codebook
from qualwb.acts.codebooks import Codebook
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.transcripts.bounded_yaml import LOADER

STUDY = "larandeseminarier"
THEORY = "vedung"
CODERS = ("KL", "MB")
CONSENSUS_CODER = "KL & MB"


@dataclass(frozen=True, slots=True)
class GoldPassage:
    """A coded passage of the study: its words, and the codes that each coder and the consensus gave it."""

    key: str
    group: str
    source: str
    quote: str
    cited: bool
    codes: Mapping[str, tuple[str, ...]]
    """By coder: 'KL', 'MB' (each alone) and 'KL & MB' (what they agreed on)."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class StudyGroup:
    """One focus group of the study as it lies on disk."""

    name: str
    transcript: Path
    participants: tuple[Mapping[str, Any], ...]
    attributes: Mapping[str, Any]
    passages: tuple[GoldPassage, ...]
    memos: tuple[Mapping[str, str], ...]
    starts: tuple[tuple[str, str | None], ...]
    """(opening words of a turn, label of the question that begins there or None)."""

    @property
    def source(self) -> str:
        """The name of its source: that of the group, since each has one."""
        return self.name


@dataclass(frozen=True, slots=True)
class Study:
    """The whole bundled study."""

    groups: tuple[StudyGroup, ...]
    questions: tuple[tuple[str, str], ...]
    codebook: Codebook
    theory: Codebook
    readings: Mapping[str, tuple[str, ...]]
    """Codes of the theory by passage key."""

    @property
    def passages(self) -> tuple[GoldPassage, ...]:
        """All gold passages, group by group."""
        return tuple(passage for group in self.groups for passage in group.passages)

    def gathering(self) -> dict[str, str]:
        """The theme that gathers each code, by code, in the order of the codebook."""
        return {code.name: theme.name for theme, _above in self.codebook.all_themes() for code in theme.codes}


@dataclass(frozen=True, slots=True)
class Published:
    """The facts of the printed study: quotes by theme and group."""

    reference: str
    groups: tuple[str, ...]
    """The columns by the numbers that the report gives its groups."""
    ours: tuple[str, ...]
    """The columns by the numbers of the bundled groups, which were drawn by lot."""
    quotes: Mapping[str, tuple[int, ...]]


def folder(name: str) -> Path:
    """'corpora' or 'codebooks': in the installed package, else at the top of the checkout."""
    packaged = Path(str(resources.files("qualwb"))) / name
    found = packaged if packaged.is_dir() else Path(__file__).parents[2] / name
    if not found.is_dir():
        raise QualwbError(_("The folder '{name}' is missing in this installation.").format(name=name))
    return found


def bundled_codebooks() -> dict[str, Path]:
    """The codebooks that come with qualwb, by name."""
    return {path.stem: path for path in sorted(folder("codebooks").glob("*.yaml"))}


def published() -> Published:
    """The table of the printed report."""
    facts = _load(folder("corpora") / STUDY / "publicerad.yaml")
    quotes = {theme: tuple(counts) for theme, counts in facts["quotes"].items()}
    return Published(facts["reference"], tuple(facts["groups"]), tuple(facts["ours"]), quotes)


def worksheet() -> Path:
    """The exercise's worksheet."""
    return folder("corpora") / STUDY / "arbetsblad.md"


def read_study() -> Study:
    """Read the bundled study from its files."""
    home = folder("corpora") / STUDY
    guide, codebooks = _load(home / "fragor.yaml"), bundled_codebooks()
    groups = tuple(_group(path, guide["starts"]) for path in sorted(home.glob("kodning/grupp-*.yaml")))
    return Study(
        groups=groups,
        questions=tuple((question["label"], question["text"]) for question in guide["questions"]),
        codebook=load_codebook(codebooks[STUDY]),
        theory=load_codebook(codebooks[THEORY]),
        readings={key: tuple(codes) for key, codes in _load(home / "vedung.yaml")["passages"].items()},
    )


def _load(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), Loader=LOADER)


def _group(path: Path, starts: Mapping[str, list[dict[str, str]]]) -> StudyGroup:
    data = _load(path)
    name = data["group"]
    return StudyGroup(
        name=name,
        transcript=path.parents[1] / f"{path.stem}.txt",
        participants=tuple(data["participants"]),
        attributes=data["attributes"],
        passages=tuple(_passage(name, name, row) for row in data["passages"]),
        memos=tuple(_memo(memo) for memo in data["memos"]),
        starts=tuple((start["words"], start.get("question")) for start in starts.get(name, ())),
    )


def _passage(group: str, source: str, row: Mapping[str, Any]) -> GoldPassage:
    columns = {**{coder: coder for coder in CODERS}, CONSENSUS_CODER: "konsensus"}
    codes = {coder: tuple(row.get(column) or ()) for coder, column in columns.items()}
    return GoldPassage(row["id"], group, source, row["quote"], row["cited"], codes, row.get("note", ""))


def _memo(row: Mapping[Any, str]) -> dict[str, str]:
    # YAML 1.1 takes the bare key 'on' for a truth value.
    return {"on" if key is True else str(key): value for key, value in row.items()}
