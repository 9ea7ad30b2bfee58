"""Print versions: what is proposed, what is kept, and that each leads back to what was said."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualwb.acts import corrections
from qualwb.acts.passages import Passage, passage_quoted
from qualwb.acts.print_edits import EditKind, PrintEdit, diff, printed_text
from qualwb.acts.print_rules import propose
from qualwb.acts.print_versions import clear, print_versions, save, untraceable, write
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.language.names import Name, NameKind

SAID = "Det var otydligt. Ingen visste vad det skulle bli"


@pytest.fixture
def passage(material: Researcher) -> Passage:
    with material.project.reading() as connection:
        return passage_quoted(connection, "Intervju 1", SAID)


@pytest.mark.parametrize(
    ("said", "printed", "kinds"),
    [
        ("Jo. [skratt] Det var bra.", "Jo. Det var bra.", ["laughter"]),
        ("Det var INTE bra.", "Det var inte bra.", ["stress"]),
        ("INTE bra.", "Inte bra.", ["stress"]),
        ("Vi fyllde i BBIC.", "Vi fyllde i BBIC.", []),
        ("Det var liksom otydligt.", "Det var otydligt.", ["filler"]),
        ("Alltså, det var otydligt.", "Det var otydligt.", ["filler"]),
        ("Nä men alltså, samordnare är jag.", "Nä men samordnare är jag.", ["filler"]),
        ("Vi träffades, och så där, och åt.", "Vi träffades, och åt.", ["filler"]),
        ("Det var bra, va, tycker jag.", "Det var bra, tycker jag.", ["filler"]),
        ("Det var den typ av möte.", "Det var den typ av möte.", []),
        ("Vi vi gick.", "Vi gick.", ["repetition"]),
        ("Nej nej, inte alls.", "Nej nej, inte alls.", []),
        ("Dom kom me bussen.", "De kom me bussen.", ["dialect"]),
        ("Han sa det sen.", "Han sa det sen.", []),
        ("Det (paus) var bra.", "Det var bra.", ["mark"]),
        ("Ring 070-123 45 67.", "Ring [telephone number].", ["ethics"]),
        ("Det var ju bra ...", "Det var ju bra ...", []),
    ],
)
def test_proposals(said: str, printed: str, kinds: list[str]) -> None:
    edits = propose(said)
    assert printed_text(said, edits) == printed
    assert [edit.kind.value for edit in edits] == kinds


def test_names_that_were_found_are_proposed_to_go() -> None:
    edits = propose(
        "Lotta bor i Växjö.", [Name(0, 5, "Lotta", NameKind.PERSON), Name(12, 17, "Växjö", NameKind.PLACE)]
    )
    assert printed_text("Lotta bor i Växjö.", edits) == "[name] bor i [place]."
    assert {edit.kind for edit in edits} == {EditKind.ETHICS}


TALK = st.lists(
    st.sampled_from(
        [
            "liksom",
            "alltså,",
            "[skratt]",
            "(paus)",
            "INTE",
            "vi",
            "vi",
            "å",
            "så",
            "dom",
            "Eh,",
            "va,",
            ".",
            "\n",
            "–",
        ]
    )
    | st.text("aå A,.[](*_:-😀\n", max_size=6),
    max_size=25,
).map(" ".join)


@given(TALK)
@settings(max_examples=200, deadline=None)
def test_proposals_never_overlap_and_lie_within(said: str) -> None:
    edits = propose(said)
    assert all(0 <= edit.start < edit.end <= len(said) for edit in edits)
    assert all(left.end <= right.start for left, right in pairwise(edits))
    assert len(printed_text(said, edits)) <= len(said) + sum(len(edit.replacement) for edit in edits)


@given(TALK)
@settings(max_examples=100, deadline=None)
def test_a_diff_holds_both_texts(said: str) -> None:
    said = re.sub(r"[\[\]{}+-]", "", said)
    edits = propose(said)
    shown = diff(said, edits)
    as_said, as_printed = re.sub(r"(?s)\{\+.*?\+\}", "", shown), re.sub(r"(?s)\[-.*?-\]", "", shown)
    assert re.sub(r"(?s)\[-(.*?)-\]", r"\1", as_said) == said
    assert re.sub(r"(?s)\{\+(.*?)\+\}", r"\1", as_printed) == printed_text(said, edits)


def test_a_print_version_is_kept_decided_on_and_undone(material: Researcher, passage: Passage) -> None:
    edits = [
        PrintEdit(0, 3, "Syftet", EditKind.OTHER),
        PrintEdit(8, 16, "oklart", EditKind.DIALECT),
    ]
    assert save(material, passage, edits).text == "Syftet var oklart. Ingen visste vad det skulle bli"
    decided = [replace(edits[0], accepted=False), edits[1]]
    assert save(material, passage, decided).text == "Det var oklart. Ingen visste vad det skulle bli"
    with material.project.reading() as connection:
        (kept,) = print_versions(connection).values()
        assert untraceable(connection) == []
    assert [edit.accepted for edit in kept.edits] == [False, True]
    assert kept.verbatim == SAID
    material.project.undo(coder="Karin")
    with material.project.reading() as connection:
        (kept,) = print_versions(connection).values()
    assert kept.text.startswith("Syftet")
    clear(material, passage)
    with material.project.reading() as connection:
        assert print_versions(connection) == {}


def test_a_version_by_hand_becomes_edits_that_lead_back(material: Researcher, passage: Passage) -> None:
    made = write(material, passage, "Det var otydligt. Ingen förstod vad det skulle bli", EditKind.ETHICS)
    assert [(edit.replacement, edit.kind) for edit in made.edits] == [("förstod", EditKind.ETHICS)]
    with material.project.reading() as connection:
        assert untraceable(connection) == []


def test_edits_that_make_no_sense_are_refused(material: Researcher, passage: Passage) -> None:
    for edits in (
        [PrintEdit(0, 5, "x", EditKind.OTHER), PrintEdit(3, 8, "y", EditKind.OTHER)],
        [PrintEdit(0, 500, "x", EditKind.OTHER)],
        [PrintEdit(0, len(SAID), " ", EditKind.OTHER)],
    ):
        with pytest.raises(QualwbError):
            save(material, passage, edits)
    with pytest.raises(QualwbError):
        clear(material, passage)


def test_a_corrected_transcript_makes_the_print_version_untraceable(
    material: Researcher, passage: Passage
) -> None:
    save(material, passage, [PrintEdit(8, 16, "oklart", EditKind.OTHER)])
    corrections.replace_passage(material, passage, "Det blev otydligt. Ingen visste vad det skulle bli")
    with material.project.reading() as connection:
        (lost,) = untraceable(connection)
    assert lost.text.startswith("Det var oklart")
