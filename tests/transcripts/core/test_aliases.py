"""Labels that may be one person, and those that must not be taken for one."""

from pathlib import Path

import pytest

from qualwb.transcripts.reading import read
from qualwb.transcripts.recognition.aliases import suggest_aliases


def suggested(*labels: str, legend: dict[str, str] | None = None) -> dict[str, str]:
    turns = {label: 10 - place for place, label in enumerate(labels)}
    return {label: alias for label, (alias, _why) in suggest_aliases(labels, turns, legend).items()}


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        (["Åsa", "Åsa L"], {"Åsa": "Åsa L"}),
        (["Åsa", "Åsa L", "Åsa L."], {"Åsa": "Åsa L", "Åsa L.": "Åsa L"}),
        (["Åsa", "Åsa L.", "Åsa Lind"], {"Åsa": "Åsa Lind", "Åsa L.": "Åsa Lind"}),
        (["Anna Karin", "Anna-Karin"], {"Anna-Karin": "Anna Karin"}),
        (["Eva", "Eva (lärare)"], {"Eva": "Eva (lärare)"}),
        (["IP 1", "IP1", "IP2"], {"IP1": "IP 1"}),
        (["Åsa", "ÅSA"], {"ÅSA": "Åsa"}),
    ],
)
def test_one_person(labels: list[str], found: dict[str, str]) -> None:
    assert suggested(*labels) == found


@pytest.mark.parametrize(
    "labels",
    [
        ["Åsa", "Åsa K.", "Åsa L."],
        ["Eva (lärare)", "Eva (rektor)"],
        ["D1", "D11", "D2"],
        ["Deltagare", "Deltagare 4"],
        ["Kvinna", "Kvinna 2", "Kvinna 3"],
        ["M", "Maria", "Moderator"],
        ["Flera", "Flera deltagare", "Alla"],
        ["Karin", "Karina"],
        ["Bo", "Bosse"],
    ],
)
def test_different_people(labels: list[str]) -> None:
    assert suggested(*labels) == {}


def test_the_legend_names_people_not_roles() -> None:
    legend = {"D3": "Åsa", "D4": "kvinna, 45 år", "I": "intervjuare 1", "D5": "Björn Ek, chef"}
    assert suggested("D3", "D4", "D5", "I", legend=legend) == {"D3": "Åsa", "D5": "Björn Ek"}
    assert suggested("D3", "Åsa", "Åsa Lind", legend=legend) == {"D3": "Åsa Lind", "Åsa": "Åsa Lind"}


def test_suggestions_stand_in_the_table(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "M = moderator; D3 = Åsa\n\nM: Hur gick det?\nD3: Bra.\nÅsa: Ja, bra.\nM: Tack.\nD3: Så där.\n",
        encoding="utf-8",
    )
    found = {finding.label: finding for finding in read(path).speakers}
    assert found["D3"].alias == "Åsa"
    assert "legend" in found["D3"].alias_reason
    assert found["M"].alias == ""
