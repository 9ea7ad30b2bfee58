"""Coders side by side: from one disagreement to the next, decided by key, undone."""

from dataclasses import replace

import pytest
from textual.pilot import Pilot

from qualwb.acts import codes, codings, rounds
from qualwb.acts.adjudications import Outcome, Verdict, decide
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.store.check import check
from qualwb.workbench.dialogs import ChoiceDialog, FailureDialog, LineDialog
from qualwb.workbench.keys_here import key_sections
from qualwb.workbench.screens.code.screen import CodeScreen
from qualwb.workbench.screens.compare.screen import CompareScreen
from qualwb.workbench.screens.compare.side_by_side import Asked
from qualwb.workbench.widgets.code_palette import CodePalette
from tests.conftest import transcript_of
from tests.workbench.screens.coded_material import assert_golden, lines, press, rows, shown
from tests.workbench.settling import settle

KEY = "ctrl+n"
IN_KONSENSUS = """
    SELECT code.name, quote FROM coding JOIN code ON code.id = code_id JOIN round ON round.id = round_id
    WHERE round.name = 'konsensus' ORDER BY start
"""
IN_CONSENSUS = """
    SELECT code.name, quote FROM coding JOIN code ON code.id = code_id JOIN round ON round.id = round_id
    WHERE round.name = 'consensus' ORDER BY start
"""


def code(researcher: Researcher, coder: str, quote: str, name: str) -> None:
    with researcher.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", quote)
    codings.apply(Researcher(researcher.project, coder), passage, [name], create=True)


@pytest.fixture
def two(material: Researcher) -> Researcher:
    """Ann and Bo: the same once, another border, another code, and something that Bo missed."""
    for coder in ("Ann", "Bo"):
        code(material, coder, "Hur var det från början?", "fråga")
    code(material, "Ann", "Det var otydligt.", "syfte")
    code(material, "Bo", "otydligt. Ingen visste", "syfte")
    code(material, "Ann", "Vi fick ett papper i handen", "papper")
    code(material, "Bo", "fick ett papper i handen", "information")
    code(material, "Ann", "mötena var bra", "nytta")
    codes.describe(material, "syfte", definition="Ingen visste varför.", exclude="Praktiska frågor.")
    return Researcher(material.project, "Karin")


def at_hand(pilot: Pilot[int]) -> CompareScreen:
    screen = pilot.app.screen
    assert isinstance(screen, CompareScreen)
    return screen


async def test_where_nobody_can_be_compared_it_says_so(material: Researcher) -> None:
    async with shown(material, KEY) as pilot:
        assert "no round in which two" in "\n".join(lines(pilot))
        await press(pilot, "1", "0", "full_stop", "semicolon", "A", "E", "c", "plus")
        assert at_hand(pilot).current is None


async def test_passages_that_are_compared_as_one_are_told(two: Researcher) -> None:
    code(two, "Ann", "otydligt. Ingen", "syfte")
    async with shown(two, KEY, size=(120, 34)) as pilot:
        text = "\n".join(lines(pilot))
        assert "1 Ann: syfte · 2 passages that touch or overlap, compared as one" in text
        assert "2 Bo: syfte\n" in "\n".join(line.rstrip() for line in lines(pilot)) + "\n"


async def test_the_coders_stand_side_by_side_with_the_rules(two: Researcher) -> None:
    async with shown(two, KEY, size=(100, 30)) as pilot:
        text = "\n".join(lines(pilot))
        assert "Ann – Bo · round 1 · 0 of 3 decided" in text
        assert "1 Ann: syfte" in text
        assert "Means: Ingen visste varför." in text
        assert "different borders · Intervju 1 · 2" in text
        assert "2 ”Det var otydligt.”" in text
        view, one = at_hand(pilot).view, at_hand(pilot).current
        assert one is not None
        columns = view.layout_columns
        head = next(line for line in lines(pilot) if "An Bo" in line)
        assert head.index("An") == columns.text_at - 6
        assert head.index("Bo") == columns.text_at - 3
        assert view.passage == (one.start, one.end)
        assert_golden("compare", lines(pilot))


@pytest.mark.parametrize("width", [80, 60])
async def test_both_coders_have_a_column_where_it_is_narrow(two: Researcher, width: int) -> None:
    async with shown(two, KEY, size=(width, 24)) as pilot:
        text = lines(pilot)
        assert any("An Bo" in line or line.strip() == "AB" for line in text[:3])
        assert not any("+1" in line for line in text[:10])
        if width == 80:
            assert "0 Neither" in text[-1]


async def test_the_keys_of_the_comparison_stand_before_those_of_the_text(two: Researcher) -> None:
    async with shown(two, KEY) as pilot:
        titles = [title for title, _keys in key_sections(pilot.app)]
        assert titles.index("Compare coders") < titles.index("Transcript")


async def test_a_decision_with_its_reason_leads_on_and_undo_leads_back(two: Researcher) -> None:
    async with shown(two, KEY) as pilot:
        first = at_hand(pilot).current
        await press(pilot, "2", "<kortare räcker>", "enter")
        assert rows(two, IN_CONSENSUS) == [("syfte", "otydligt. Ingen visste")]
        assert rows(two, "SELECT reason, outcome FROM adjudication") == [("kortare räcker", "one")]
        assert at_hand(pilot).current != first
        assert "1 of 3 decided" in lines(pilot)[0]
        await press(pilot, "comma", "0", "enter")
        await press(pilot, "u", "u")
        assert rows(two, IN_CONSENSUS) == []
        assert "0 of 3 decided" in lines(pilot)[0]
    assert check(two.project) == []


async def test_to_the_place_in_its_transcript_and_back(two: Researcher) -> None:
    async with shown(two, KEY) as pilot:
        one = at_hand(pilot).current
        assert one is not None
        await press(pilot, "ctrl+o")
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen)
        assert screen.source is not None
        assert (screen.source.name, screen.view.passage) == (one.source, (one.start, one.end))
        await press(pilot, "alt+left")
        assert at_hand(pilot).current == one


async def test_a_look_at_consensus_leaves_the_pair_that_is_compared(two: Researcher) -> None:
    rounds.new_round(two, "andra")
    for coder, name in (("Cia", "nytt"), ("Dan", "annat")):
        with two.project.reading() as connection:
            passage = passage_quoted(connection, "Intervju 1", "mötena var bra")
        codings.apply(Researcher(two.project, coder, "andra"), passage, [name], create=True)
    async with shown(replace(two, round="andra"), KEY) as pilot:
        assert "Cia – Dan · round andra · 0 of 1 decided" in lines(pilot)[0]
        await press(pilot, "1", "enter")
        pilot.app.work_as(round_="consensus")
        await press(pilot)
        assert "Cia – Dan · round andra · 1 of 1 decided" in lines(pilot)[0]
        pilot.app.work_as(round_="1")
        await press(pilot)
        assert "Ann – Bo · round 1" in lines(pilot)[0]


async def test_escape_decides_nothing(two: Researcher) -> None:
    async with shown(two, KEY) as pilot:
        await press(pilot, "1")
        assert isinstance(pilot.app.screen, LineDialog)
        await press(pilot, "escape")
        assert rows(two, "SELECT count(*) FROM adjudication") == [(0,)]


async def test_all_are_gone_through_and_the_dearest_is_found(two: Researcher) -> None:
    async with shown(two, KEY) as pilot:
        seen = []
        for _step in range(3):
            seen.append(at_hand(pilot).current)
            await press(pilot, "greater_than_sign")
        assert len(set(seen)) == 3
        assert at_hand(pilot).current == seen[0]
        await press(pilot, "semicolon")
        dearest = at_hand(pilot).current
        assert dearest is not None
        assert dearest.cost == max(one.cost or 0 for one in seen if one is not None)


async def test_nothing_is_taken_from_one_who_has_nothing(two: Researcher) -> None:
    async with shown(two, KEY) as pilot:
        await press(pilot, "less_than_sign")
        await press(pilot, "2")
        assert isinstance(pilot.app.screen, CompareScreen)
        assert rows(two, "SELECT count(*) FROM adjudication") == [(0,)]


async def test_other_words_are_selected_and_coded(two: Researcher) -> None:
    async with shown(two, KEY) as pilot:
        await press(pilot, "greater_than_sign", "escape", "c")
        assert isinstance(pilot.app.screen, CompareScreen)
        at_hand(pilot).view.reveal(*_place(two, "papper i handen"))
        await press(pilot, "c")
        assert isinstance(pilot.app.screen, CodePalette)
        await press(pilot, "<papper>", "enter", "<bara papperet>", "enter")
        assert rows(two, IN_CONSENSUS) == [("papper", "papper i handen")]
        assert rows(two, "SELECT outcome, reason FROM adjudication") == [("new", "bara papperet")]


async def test_words_outside_the_place_are_asked_about_and_those_taken_are_shown(two: Researcher) -> None:
    async with shown(two, KEY) as pilot:
        await press(pilot, "greater_than_sign")
        at_hand(pilot).view.reveal(*_place(two, "mötena var bra"))
        await press(pilot, "c", "<papper>", "enter")
        told = " ".join(" ".join(lines(pilot)).replace("│", " ").split())
        assert "The words ”mötena var bra” lie outside the place of the disagreement." in told
        await press(pilot, "escape")
        assert rows(two, IN_CONSENSUS) == []
        at_hand(pilot).view.reveal(*_place(two, "papper i handen"))
        await press(pilot, "c", "<papper>", "enter", "enter", "less_than_sign")
        told = " ".join(" ".join(lines(pilot)).split())
        assert "a new passage or code → papper ”papper i handen”" in told


async def test_the_words_become_example_and_counter_example_in_one_act(two: Researcher) -> None:
    async with shown(two, KEY) as pilot:
        await press(pilot, "greater_than_sign", "plus", "minus")
        told = " ".join(" ".join(lines(pilot)).split())
        assert "an example of the code, the words become a counter-example" in told
        await press(pilot, "1", "enter")
        told = rows(
            two,
            "SELECT name, examples, exclude FROM code WHERE name IN ('papper', 'information') ORDER BY id",
        )
        assert told == [
            ("papper", "”Vi fick ett papper i handen”", ""),
            ("information", "", "”Vi fick ett papper i handen”"),
        ]
        await press(pilot, "u")
        assert rows(two, "SELECT count(*) FROM code WHERE examples <> ''") == [(0,)]


@pytest.fixture
def by_hand(two: Researcher) -> Researcher:
    """The two have coded one of the places together in consensus before it was compared."""
    rounds.new_round(two, "consensus")
    with two.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "Ingen visste")
    codings.apply(Researcher(two.project, "Ann & Bo", "consensus"), passage, ["syfte"])
    return two


async def test_what_stands_in_consensus_already_is_told_and_gives_way_or_stays(by_hand: Researcher) -> None:
    there, taken = ("syfte", "Ingen visste"), ("syfte", "Det var otydligt.")
    async with shown(by_hand, KEY, size=(100, 30)) as pilot:
        told = "\n".join(lines(pilot))
        assert "in consensus already, by Ann & Bo: syfte 2 ”Ingen visste”" in told
        await press(pilot, "1")
        assert isinstance(pilot.app.screen, LineDialog)
        await press(pilot, "<kortare>", "enter")
        assert isinstance(pilot.app.screen, ChoiceDialog)
        assert "Ingen visste" in "\n".join(lines(pilot))
        await press(pilot, "escape")
        assert rows(by_hand, IN_CONSENSUS) == [there]
        await press(pilot, "1", "<kortare>", "enter", "enter")
        assert rows(by_hand, IN_CONSENSUS) == [taken]
        assert rows(by_hand, "SELECT reason FROM adjudication") == [("kortare",)]
        await press(pilot, "u")
        assert rows(by_hand, IN_CONSENSUS) == [there]
        await press(pilot, "0", "enter", "down", "enter")
        assert rows(by_hand, IN_CONSENSUS) == [there]
        assert rows(by_hand, "SELECT outcome FROM adjudication") == [("neither",)]


async def test_what_reaches_beyond_in_consensus_stays_there_unless_all_of_it_is_to_go(
    by_hand: Researcher,
) -> None:
    with by_hand.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "Ingen visste vad det skulle bli")
    (key,) = rows(by_hand, "SELECT max(id) FROM coding")
    codings.move_edges(Researcher(by_hand.project, "Ann & Bo", "consensus"), key[0], passage)
    taken = ("syfte", "Det var otydligt.")
    async with shown(by_hand, KEY, size=(100, 30)) as pilot:
        await press(pilot, "1", "enter")
        told = "\n".join(lines(pilot))
        assert "It reaches beyond what is decided here." in told
        assert "The decision takes its place here; beyond it stays" in told
        await press(pilot, "enter")
        assert rows(by_hand, IN_CONSENSUS) == [taken, ("syfte", "vad det skulle bli")]
    by_hand.project.undo(coder="Karin")
    async with shown(by_hand, KEY, size=(100, 30)) as pilot:
        await press(pilot, "1", "enter", "<all of it gives>", "enter")
        assert rows(by_hand, IN_CONSENSUS) == [taken]


async def test_places_of_a_source_coded_in_consensus_are_not_called_missing(by_hand: Researcher) -> None:
    async with shown(by_hand, KEY) as pilot:
        await press(pilot, "A")
        told = [note.message for note in pilot.app._notifications][-1]
        assert told == "1 coding taken into 'consensus'."
        await press(pilot, "A")
        told = [note.message for note in pilot.app._notifications][-1]
        assert told.startswith(
            "Nothing was taken: what is alike stands in 'consensus' already, or was decided"
        )


async def test_what_was_coded_together_is_no_coder_to_choose(by_hand: Researcher) -> None:
    async with shown(by_hand, KEY) as pilot:
        await press(pilot, "f")
        told = "\n".join(lines(pilot))
        assert "Ann – Bo, round 1" in told
        assert "Ann & Bo" not in told.split("filter")[-1]


async def test_a_decision_that_a_colleague_took_meanwhile_is_told(two: Researcher) -> None:
    async with shown(two, KEY) as pilot:
        one = at_hand(pilot).current
        assert one is not None
        await press(pilot, "1", "<kortare>")
        decide(Researcher(two.project, "Bo"), one.seen, Verdict(Outcome.BOTH, reason="båda"), "consensus")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, FailureDialog)
        assert "Bo has decided this meanwhile" in " ".join(" ".join(lines(pilot)).split())
        assert rows(two, "SELECT outcome FROM adjudication") == [("both",)]
        await press(pilot, "enter")
        assert at_hand(pilot).current is not None
        assert "✓ decided by Bo" in "\n".join(lines(pilot))


async def test_words_are_searched_for_beside_the_coders(two: Researcher) -> None:
    async with shown(two, KEY) as pilot:
        await press(pilot, "slash", "<mötena 10>")
        assert rows(two, "SELECT * FROM adjudication") == []
        await press(pilot, "ctrl+u", "<mötena>", "enter")
        view = at_hand(pilot).view
        text = at_hand(pilot).source.transcript.text  # type: ignore[union-attr]
        assert text[view.cursor :].startswith("mötena")
        await press(pilot, "escape", "0")
        assert isinstance(pilot.app.screen, LineDialog)


async def test_what_is_alike_is_taken_over(two: Researcher) -> None:
    async with shown(two, KEY) as pilot:
        await press(pilot, "A")
        told = [note.message for note in pilot.app._notifications][-1]
        assert "are not decided: their places are missing in" in told
    assert rows(two, IN_CONSENSUS) == [("fråga", "Hur var det från början?")]


async def test_what_one_coder_alone_coded_is_offered_and_taken_with_a_reason(two: Researcher) -> None:
    import_transcript(two, transcript_of(), name="Intervju 2", group="Grupp 2")
    with two.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 2", "mötena var bra")
    codings.apply(Researcher(two.project, "Ann"), passage, ["nytta"])
    async with shown(two, KEY) as pilot:
        await press(pilot, "A")
        assert "1 coding of one coder alone, as it is: Intervju 2 (Ann)" in "\n".join(lines(pilot))
        await press(pilot, "<alone>", "enter", "enter")
        assert rows(two, IN_CONSENSUS) == [("nytta", "mötena var bra")]
        assert rows(two, "SELECT act, reason FROM change ORDER BY id DESC LIMIT 1") == [
            ("adjudicate.single", "One coder alone has coded the source.")
        ]
        await press(pilot, "A")
        assert rows(two, IN_CONSENSUS) == [("fråga", "Hur var det från början?"), ("nytta", "mötena var bra")]
        await press(pilot, "u", "u")
        assert rows(two, IN_CONSENSUS) == []


async def test_a_coding_changed_by_another_is_told_and_read_anew(two: Researcher) -> None:
    async with shown(two, KEY) as pilot:
        await press(pilot, "1")
        codes.rename(two, "syfte", "otydligt syfte")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, FailureDialog)
        assert rows(two, "SELECT count(*) FROM adjudication") == [(0,)]


async def test_other_coders_are_chosen(two: Researcher) -> None:
    code(two, "Cia", "mötena var bra", "nytta")
    async with shown(two, KEY) as pilot:
        assert "Ann – Bo" in lines(pilot)[0]
        await press(pilot, "f")
        assert isinstance(pilot.app.screen, ChoiceDialog)
        await press(pilot, "<Ann – Cia>", "enter")
        assert "Ann – Cia" in lines(pilot)[0]


async def test_disagreements_of_one_kind_are_stepped_through_alone(two: Researcher) -> None:
    async with shown(two, KEY, (120, 30)) as pilot:
        await press(pilot, "f", "<only: missed>", "enter")
        assert "Ann – Bo · F: missed · 1 of 1 · 1 left to decide" in lines(pilot)[0]
        one = at_hand(pilot).current
        assert one is not None
        assert one.kind == "missed"
        await press(pilot, "greater_than_sign")
        assert at_hand(pilot).current == one
        await press(pilot, "F")
        assert "0 of 3 decided" in lines(pilot)[0]
        await press(pilot, "f", "<only: different>", "enter", "1", "enter", "full_stop")
        assert any(
            "On different borders everything is decided. F shows" in note.message
            for note in pilot.app._notifications
        )
        await press(pilot, "f", "<Ann – Bo>", "enter")
        assert "F:" not in lines(pilot)[0]


async def test_a_place_settled_with_another_pair_is_shown_so_and_replaced_after_saying_so(
    two: Researcher,
) -> None:
    code(two, "Cia", "Hur var det från början?", "fråga")
    async with shown(two, KEY) as pilot:
        await press(pilot, "2", "enter", "f", "<Ann – Cia>", "enter")
        assert "1 of 3 decided" in lines(pilot)[0]
        comparison = at_hand(pilot).comparison
        assert comparison is not None
        assert at_hand(pilot).current != comparison.in_text[0]
        await press(pilot, "less_than_sign")
        assert "decided by Karin: as Bo (settled between Ann, Bo)" in "\n".join(lines(pilot))
        await press(pilot, "1")
        assert "In place of the earlier decision" in "\n".join(lines(pilot))
        await press(pilot, "enter")
        assert rows(two, IN_CONSENSUS) == [("syfte", "Det var otydligt.")]
        await press(pilot, "u")
        assert rows(two, IN_CONSENSUS) == [("syfte", "otydligt. Ingen visste")]


async def test_the_round_at_work_is_compared_first(two: Researcher) -> None:
    rounds.new_round(two, "2")
    for coder, name in (("Cia", "nytta"), ("Dan", "vinst")):
        in_second = Researcher(two.project, coder, "2")
        with two.project.reading() as connection:
            passage = passage_quoted(connection, "Intervju 1", "mötena var bra")
        codings.apply(in_second, passage, [name], create=True)
    async with shown(Researcher(two.project, "Dan", "2"), KEY) as pilot:
        assert "Cia – Dan · round 2 · 0 of 1 decided" in lines(pilot)[0]
        await press(pilot, "f", "<Ann – Bo>", "enter")
        assert "Ann – Bo · round 1" in lines(pilot)[0]


async def test_after_the_last_nothing_is_left(two: Researcher) -> None:
    async with shown(two, KEY) as pilot:
        for _one in range(3):
            await press(pilot, "0", "enter")
        assert "3 of 3 decided" in lines(pilot)[0]
        assert "Next: A takes over what is alike, then W and 'consensus' show it all" in " ".join(
            " ".join(lines(pilot)).split()
        )
        before = at_hand(pilot).current
        await press(pilot, "full_stop")
        assert at_hand(pilot).current == before
        assert "decided by Karin: neither" in "\n".join(lines(pilot))
        await press(pilot, "A")
        told = " ".join(" ".join(lines(pilot)).split())
        assert "W and 'consensus' show it all; < and > go through the decisions." in told


def _place(researcher: Researcher, quote: str) -> tuple[int, int]:
    with researcher.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", quote)
    return passage.start, passage.end


async def test_y_copies_what_is_selected_with_speaker_and_place(two: Researcher) -> None:
    async with shown(two, KEY) as pilot:
        await press(pilot, "s", "y")
        both = "Det var otydligt. Ingen visste vad det skulle bli 👩‍👩‍👧 av det."
        assert pilot.app.clipboard == f"Åsa: {both} (Grupp 1, Intervju 1, turn 2)"


@pytest.mark.file_only  # a server tells of what others do: test_live.py
async def test_beside_the_text_it_is_told_whose_a_coding_is(two: Researcher) -> None:
    async with shown(two, "f2", size=(200, 40)) as pilot:
        both = [line for line in lines(pilot) if "Hur var det från början?" in line]
        assert any("fråga Ann,Bo" in line for line in both)
        code(two, "Karin", "Hur var det från början?", "fråga")
        await press(pilot, "f4", "f2")
        assert any("fråga +Ann,Bo" in line for line in lines(pilot))


async def test_what_was_scrolled_away_is_shown_before_it_is_decided(two: Researcher) -> None:
    talk = transcript_of([("Åsa", f"Sats {n} först. " + "Sedan mer. " * 20) for n in range(30)])
    import_transcript(two, talk, name="Intervju 0", group="Grupp 1")
    with two.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 0", "Sats 0 först.")
        other = passage_quoted(connection, "Intervju 0", "Sats 29 först.")
    for coder, name in (("Ann", "syfte"), ("Bo", "papper")):
        codings.apply(replace(two, coder=coder), passage, [name])
        codings.apply(replace(two, coder=coder), other, ["syfte"])
    async with shown(two, KEY) as pilot:
        screen = at_hand(pilot)
        while screen.current is None or screen.current.source != "Intervju 0":
            await press(pilot, "greater_than_sign")
        screen = at_hand(pilot)
        one = screen.current
        assert one is not None
        await press(pilot, "G")
        assert not screen.view.shows(one.start, one.end)
        await press(pilot, "2")
        assert pilot.app.screen is screen
        assert screen.view.shows(one.start, one.end)
        await press(pilot, "2")
        assert isinstance(pilot.app.screen, LineDialog)


async def asked_before_one_is_taken_over(two: Researcher, told: str, there: str) -> None:
    """What is told of it; nothing is taken at first, and it is when all are."""
    before = rows(two, there)
    async with shown(two, KEY) as pilot:
        await press(pilot, "A")
        assert isinstance(pilot.app.screen, ChoiceDialog)
        assert told in " ".join(" ".join(lines(pilot)).split())
        await press(pilot, "enter")
        assert rows(two, there) == before
        await press(pilot, "A", "<take all>", "enter")
        assert len(rows(two, there)) == len(before) + 1


async def test_what_would_stand_twice_with_other_ends_is_asked_about(two: Researcher) -> None:
    into = Researcher(two.project, "Karin", rounds.new_round(two, "konsensus"))
    with two.project.reading() as connection:
        longer = passage_quoted(connection, "Intervju 1", "Hur var det från början")
    codings.apply(into, longer, ["fråga"])
    await asked_before_one_is_taken_over(two, "with other ends", IN_KONSENSUS)


@pytest.mark.parametrize("how", ["removed", "recoded"])
async def test_what_was_taken_out_of_consensus_is_not_taken_over_again_unasked(
    two: Researcher, how: str
) -> None:
    async with shown(two, KEY) as pilot:
        await press(pilot, "A")
    (key,) = rows(two, "SELECT id FROM coding WHERE origin = 'consensus' ORDER BY id")[0]
    into = Researcher(two.project, "Karin", "consensus")
    if how == "removed":
        codings.remove(into, [key])
    else:
        codings.recode(into, [key], "annat", create=True)
        assert rows(two, f"SELECT origin FROM coding WHERE id = {key}") == [("manual",)]
    await asked_before_one_is_taken_over(
        two, "1 of them stood in 'consensus' and was taken out", IN_CONSENSUS
    )


async def test_of_a_decided_place_it_is_told_what_stands_in_consensus_since(two: Researcher) -> None:
    async with shown(two, KEY) as pilot:
        one = at_hand(pilot).current
        assert one is not None
        await press(pilot, "1", "enter")
    keys = rows(two, "SELECT id FROM coding WHERE origin = 'consensus' ORDER BY id")
    codings.recode(Researcher(two.project, "Karin", "consensus"), keys[0], "annat", create=True)
    async with shown(two, KEY) as pilot:
        screen = at_hand(pilot)
        while screen.current is None or screen.current.id != one.id:
            await press(pilot, "greater_than_sign")
            screen = at_hand(pilot)
        told = " ".join(" ".join(lines(pilot)).split())
        assert "decided by Karin" in told
        assert "in consensus already, by Karin: annat" in told


async def test_coders_that_are_gone_give_way_to_those_that_are_there(two: Researcher) -> None:
    code(two, "Cilla", "mötena var bra", "nytta")
    number = rows(two, "SELECT max(id) FROM change")[0][0]
    async with shown(two, KEY) as pilot:
        screen = at_hand(pilot)
        screen._compare(Asked(("Ann", "Cilla"), "1"))
        await settle(pilot)
        assert screen.comparison is not None
        assert "Cilla" in screen.comparison.result.coders
        two.project.undo(coder="Cilla", number=number)
        pilot.app.changed()  # type: ignore[attr-defined]
        await settle(pilot)
        assert screen.comparison is not None
        assert screen.comparison.result.coders == ("Ann", "Bo")


async def test_a_memo_on_a_place_stands_with_it(two: Researcher) -> None:
    """A disagreement that is left open can say why."""
    async with shown(two, KEY) as pilot:
        place = at_hand(pilot).current
        assert place is not None
        await press(pilot, "m", "<Fråga Ann.>", "ctrl+s")
        assert at_hand(pilot).current == place
        assert "Karin, memo: Fråga Ann." in " ".join(" ".join(lines(pilot)).split())
        assert rows(two, "SELECT text FROM memo") == [("Fråga Ann.",)]
        await press(pilot, "full_stop")
        assert "Fråga Ann." not in "\n".join(lines(pilot))
