"""Which edits are proposed for print: only those that are sure, each with its kind and its reason.

``data/print-edits-held-out.tsv`` has how many proposals were right in talk that the rules were not made from.
"""

from pathlib import Path

import pytest

from qualwb.acts.bundled import read_study
from qualwb.acts.print_edits import EditKind, PrintEdit, printed_text
from qualwb.acts.print_rules import propose
from qualwb.transcripts.reading import read

pytestmark = pytest.mark.file_only

DATA = Path(__file__).parent / "data"


def rows(name: str) -> list[list[str]]:
    lines = (DATA / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


@pytest.mark.parametrize(("said", "printed"), rows("print-edits.tsv"))
def test_what_is_printed_when_all_proposals_are_taken(said: str, printed: str) -> None:
    assert printed_text(said, propose(said)) == printed


def turns_of_the_study() -> dict[str, list[str]]:
    """What is said in each turn, by group."""
    made = {}
    for group in read_study().groups:
        transcript = read(group.transcript)
        made[group.name] = [transcript.text[turn.start : turn.end] for turn in transcript.turns]
    return made


def test_what_was_read_by_hand_and_found_right_is_still_proposed() -> None:
    turns = turns_of_the_study()
    proposals: dict[str, list[PrintEdit]] = {}
    missed = []
    for group, before, said, printed, after, kind in rows("print-edits-right.tsv"):
        window = before + said + after
        turn = next(text for text in turns[group] if window in text)
        start = turn.index(window) + len(before)
        if turn not in proposals:
            proposals[turn] = propose(turn)
        if PrintEdit(start, start + len(said), printed, EditKind(kind)) not in proposals[turn]:
            missed.append(window)
    assert missed == []


def test_every_proposal_for_the_key_quotes_says_why_and_none_touches_an_abbreviation() -> None:
    quotes = [p.quote for group in read_study().groups for p in group.passages if p.cited]
    found = [(quote, edit) for quote in quotes for edit in propose(quote)]
    assert len(quotes) == 83
    assert len(found) > 700
    assert all(edit.why for _quote, edit in found)
    assert [edit for quote, edit in found if "AUDIT" in quote[edit.start : edit.end]] == []


@pytest.mark.parametrize(
    "said", ["Det var bra\nÅ så där.", "Vi åkte dit\nalltså, ja.", "Vi hade\nvi hade tid."]
)
def test_no_proposal_joins_two_turns(said: str) -> None:
    printed = printed_text(said, propose(said))
    assert printed.count("\n") == 1
    assert printed.startswith(said.partition("\n")[0])
