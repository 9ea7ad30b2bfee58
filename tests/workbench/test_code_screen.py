"""Coding by keyboard: what each key leaves in the store."""

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from textual.pilot import Pilot

from qualwb.acts import codes, codings, memos, people, themes
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.analysis.memos import memo_list
from qualwb.analysis.sources import source_list
from qualwb.store.check import check
from qualwb.transcripts.transcript import TurnKind
from qualwb.workbench.app import Workbench
from qualwb.workbench.dialogs import ConfirmDialog, FailureDialog
from qualwb.workbench.screens.code.screen import CodeScreen
from qualwb.workbench.screens.help import HelpScreen
from qualwb.workbench.widgets.codes_pane import CodesTree
from qualwb.workbench.widgets.transcript import TranscriptView
from tests.conftest import transcript_of
from tests.workbench.screens.coded_material import lines
from tests.workbench.settling import begun, settle

Rows = list[tuple[object, ...]]


def stored(researcher: Researcher) -> Rows:
    """(code, quote, coder, origin) of every coding."""
    with researcher.project.reading() as connection:
        return [
            tuple(row)
            for row in connection.exec_driver_sql(
                "SELECT code.name, quote, coder.name, origin FROM coding JOIN code ON code.id = code_id "
                "JOIN coder ON coder.id = coder_id ORDER BY coding.id"
            )
        ]


@asynccontextmanager
async def opened(researcher: Researcher, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Pilot[int]]:
    """The workbench of a researcher, settled."""
    app = Workbench(researcher)
    async with app.run_test(size=size) as pilot:
        await begun(pilot)
        yield pilot


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys, each with its consequences; a text in <> is typed letter by letter."""
    for key in keys:
        if key.startswith("<"):
            for letter in key[1:-1]:
                await pilot.press("space" if letter == " " else letter)
        else:
            await pilot.press(key)
        await settle(pilot)


async def test_what_another_coded_is_taken_away_only_after_a_question(material: Researcher) -> None:
    with material.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "Det var otydligt.")
    codings.apply(replace(material, coder="Bo"), passage, ["syfte"], create=True)
    before = stored(material)
    async with opened(material) as pilot:
        await press(pilot, "J", "x")
        assert isinstance(pilot.app.screen, ConfirmDialog)
        assert "'syfte' was coded here by Bo, in round 1." in "\n".join(lines(pilot))
        await press(pilot, "escape", "w", "right_square_bracket")
        assert isinstance(pilot.app.screen, ConfirmDialog)
        await press(pilot, "escape")
        assert stored(material) == before
        await press(pilot, "x", "enter")
        assert stored(material) == []


@pytest.mark.file_only  # a server tells of what others do: test_live.py
@pytest.mark.parametrize("act", ["code", "new", "again", "uncode", "undo"])
async def test_what_a_colleague_codes_meanwhile_is_shown_after_an_act_of_ones_own(
    material: Researcher, act: str
) -> None:
    bo = replace(material, coder="Bo")
    codes.create(material, "mål")

    def meanwhile(quote: str) -> None:
        with material.project.reading() as connection:
            passage = passage_quoted(connection, "Intervju 1", quote)
        codings.apply(bo, passage, ["mål"])

    async with opened(material) as pilot:
        await press(pilot, "J", "s")
        if act in ("again", "uncode", "undo"):
            await press(pilot, "c", "<mål>", "enter")
        if act in ("code", "new"):
            await press(pilot, "c", "<mål>" if act == "code" else "<annat>")
        meanwhile("Vi fick ett papper i handen")
        if act == "undo":
            meanwhile("mötena var bra")
        last = {"again": ["J", "t", "full_stop"], "uncode": ["x"], "undo": ["u", "enter"]}
        await press(pilot, *last.get(act, ["enter"]))
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen)
        assert screen.source is not None
        shown = sorted((coding.coder, coding.name) for coding in screen.source.codings.values())
        own = {"code": ["mål"], "new": ["annat"], "again": ["mål", "mål"], "uncode": [], "undo": ["mål"]}
        assert shown == sorted([("Bo", "mål"), *(("Karin", name) for name in own[act])])


async def test_a_code_merged_meanwhile_is_not_made_anew(material: Researcher) -> None:
    bo = replace(material, coder="Bo")
    codes.create(material, "mål")
    codes.create(material, "syfte")
    async with opened(material) as pilot:
        await press(pilot, "J", "s", "c", "<syfte>")
        codes.merge(bo, ["syfte"], "mål")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, FailureDialog)
        told = " ".join("\n".join(lines(pilot)).split())
        assert "There is no code 'syfte' any more. Bo: merge codes" in told
        assert stored(material) == []
        await press(pilot, "escape")
        await press(pilot, "c", "<mål>", "enter", "J", "s")
        codes.rename(bo, "mål", "avsikt")
        await press(pilot, "full_stop")
        assert isinstance(pilot.app.screen, FailureDialog)
        assert [row[0] for row in stored(material)] == ["avsikt"]


async def test_a_sentence_gets_a_new_code(material: Researcher) -> None:
    async with opened(material) as pilot:
        await press(pilot, "J", "s", "c", "<otydligt>", "enter")
        assert stored(material) == [("otydligt", "Det var otydligt.", "Karin", "manual")]
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen)
        assert [m.name for m in screen.source.marks] == ["otydligt"]


async def test_a_recent_code_on_the_next_sentence_takes_four_keys(material: Researcher) -> None:
    async with opened(material) as pilot:
        await press(pilot, "J", "c", "<oklart>", "enter", "right_parenthesis")
        keys = ["s", "full_stop"]
        await press(pilot, *keys)
        assert len(keys) <= 4
        assert [row[0] for row in stored(material)] == ["oklart", "oklart"]
        await press(pilot, "J", "s", "c", "enter")
        assert stored(material)[2][:2] == ("oklart", "Vi fick ett papper i handen, sen åkte vi.")


async def test_a_code_that_was_undone_is_not_given_again(material: Researcher) -> None:
    async with opened(material) as pilot:
        await press(pilot, "J", "s", "c", "<oklart>", "enter", "right_parenthesis")
        await press(pilot, "s", "c", "<fel kod>", "enter", "u", "J", "s", "full_stop")
        assert [row[0] for row in stored(material)] == ["oklart", "oklart"]
        await press(pilot, "u", "u", "full_stop")
        assert stored(material) == []
        await press(pilot, "ctrl+r", "J", "s", "full_stop")
        assert [row[0] for row in stored(material)] == ["oklart", "oklart"]


async def test_a_code_is_given_again_however_often_it_was_undone(material: Researcher) -> None:
    async with opened(material) as pilot:
        await press(pilot, "J", "s", "c", "<oklart>", "enter", "J", "s")
        for _time in range(15):
            await press(pilot, "full_stop", "u")
        await press(pilot, "full_stop")
        assert [row[0] for row in stored(material)] == ["oklart", "oklart"]


async def test_a_code_that_was_taken_away_by_hand_is_given_again(material: Researcher) -> None:
    async with opened(material) as pilot:
        await press(pilot, "J", "s", "c", "<oklart>", "enter", "x", "J", "s", "full_stop")
        assert [row[0] for row in stored(material)] == ["oklart"]


async def test_several_codes_in_one_go_and_undo_as_one(material: Researcher) -> None:
    codes.create(material, "mål")
    async with opened(material) as pilot:
        await press(pilot, "J", "s", "c", "<mål>", "tab", "<syfte>", "enter")
        assert [row[0] for row in stored(material)] == ["mål", "syfte"]
        await press(pilot, "u")
        assert stored(material) == []
        await press(pilot, "ctrl+r")
        assert [row[0] for row in stored(material)] == ["mål", "syfte"]


async def test_in_vivo_takes_the_passages_own_words(material: Researcher) -> None:
    async with opened(material) as pilot:
        await press(pilot, "J", "s", "I", "enter")
        assert stored(material) == [("Det var otydligt.", "Det var otydligt.", "Karin", "in vivo")]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (
            "Vi fick ju inget mandat av chefen, och när vi frågade kom",
            "Vi fick ju inget mandat av chefen, och när vi",
        ),
        ("x" * 51, "x" * 50),
        ("ordet " * 7 + "slutorde", "ordet " * 7 + "slutorde"),
    ],
)
async def test_a_long_passage_proposes_the_whole_words_of_its_beginning(
    researcher: Researcher, said: str, name: str
) -> None:
    import_transcript(researcher, transcript_of([("Åsa", said)]), name="Intervju 1", group="Grupp 1")
    async with opened(researcher) as pilot:
        await press(pilot, "t", "I", "enter")
        assert stored(researcher) == [(name, said, "Karin", "in vivo")]


async def test_what_the_transcriber_added_is_no_name(researcher: Researcher) -> None:
    talk = transcript_of([("Åsa", "[skratt] Det var (paus) roligt [ohörbart]")])
    import_transcript(researcher, talk, name="Intervju 1", group="Grupp 1")
    async with opened(researcher) as pilot:
        await press(pilot, "t", "I", "enter")
        ((name, _quote, _coder, _origin),) = stored(researcher)
        assert name == "Det var roligt"


async def test_a_code_is_taken_away_and_brought_back(material: Researcher) -> None:
    async with opened(material) as pilot:
        await press(pilot, "J", "s", "c", "<a>", "enter", "x")
        assert stored(material) == []
        await press(pilot, "u")
        assert len(stored(material)) == 1


async def test_the_code_to_take_away_is_asked_for_when_there_are_two(material: Researcher) -> None:
    async with opened(material) as pilot:
        await press(
            pilot, "J", "s", "c", "<kort>", "enter", "t", "c", "<lång>", "enter", "x", "<lång>", "enter"
        )
        assert [row[0] for row in stored(material)] == ["kort"]


async def test_edges_move_to_the_cursor(material: Researcher) -> None:
    async with opened(material) as pilot:
        await press(pilot, "J", "s", "c", "<a>", "enter", "escape", "J", "K", "w", "left_square_bracket")
        assert stored(material)[0][1] == "var otydligt."
        assert check(material.project) == []


async def test_a_coding_is_given_another_code(material: Researcher) -> None:
    def shown_codes() -> set[str]:
        assert isinstance(code_screen, CodeScreen)
        assert code_screen.source is not None
        return {one.name for one in code_screen.source.codings.values()}

    async with opened(material) as pilot:
        code_screen = pilot.app.screen
        assert isinstance(code_screen, CodeScreen)
        await press(pilot, "J", "s", "c", "<ett>", "tab", "<två>", "enter", "comma", "<ett>", "enter")
        await press(pilot, "<två>", "enter")
        assert [row[0] for row in stored(material)] == ["två"]
        assert shown_codes() == {"två"}
        await press(pilot, "comma", "<tre>", "enter")
        assert [row[0] for row in stored(material)] == ["tre"]
        assert any("två → tre" in note.message for note in pilot.app._notifications)
        await press(pilot, "u", "u")
        assert {row[0] for row in stored(material)} == {"ett", "två"}
        assert shown_codes() == {"ett", "två"}
        assert check(material.project) == []


async def test_where_nothing_is_coded_it_is_said_which_is_nearest(material: Researcher) -> None:
    async with opened(material) as pilot:
        await press(pilot, "J", "s", "c", "<ett>", "enter", "j", "j", "space")
        assert [note.message for note in pilot.app._notifications][-1] == "There is no code here."
        await press(pilot, "k", "k", "end", "space")
        told = [note.message for note in pilot.app._notifications][-1]
        assert told == "There is no code here. Nearest: 'ett'; [ and ] let it begin or end at the cursor."


async def test_a_memo_hangs_on_the_passage(material: Researcher) -> None:
    async with opened(material) as pilot:
        await press(pilot, "J", "s", "m", "<ironi?>", "ctrl+s")
        with material.project.reading() as connection:
            row = connection.exec_driver_sql("SELECT text, quote FROM memo").one()
        assert tuple(row) == ("ironi?", "Det var otydligt.")


async def test_a_key_quote_is_chosen_and_unchosen(material: Researcher) -> None:
    async with opened(material) as pilot:
        await press(pilot, "J", "s", "c", "<a>", "enter", "exclamation_mark")
        assert any("★ Key quote: a" in note.message for note in pilot.app._notifications)
        with material.project.reading() as connection:
            assert connection.exec_driver_sql("SELECT cited FROM coding").scalar() == 1
        await press(pilot, "exclamation_mark")
        with material.project.reading() as connection:
            assert connection.exec_driver_sql("SELECT cited FROM coding").scalar() == 0


async def test_a_question_is_placed_from_the_turn_on(material: Researcher) -> None:
    async with opened(material) as pilot:
        await press(pilot, "J", "q", "<new>", "enter", "<Syftet>", "enter", "<Syftet>", "enter")
        with material.project.reading() as connection:
            placed = connection.exec_driver_sql(
                "SELECT turn.number FROM turn JOIN question ON question.id = question_id ORDER BY 1"
            ).scalars()
            assert list(placed) == [2, 3, 4, 5]


async def test_the_words_are_corrected_and_codings_follow(material: Researcher) -> None:
    async with opened(material) as pilot:
        await press(pilot, "J", "s", "c", "<a>", "enter", "s", "ctrl+k", "backspace", "<!>", "ctrl+s")
        assert stored(material)[0][1] == "Det var otydligt!"
        assert check(material.project) == []


async def test_another_speaker_for_a_turn(material: Researcher) -> None:
    async with opened(material) as pilot:
        await press(pilot, "J", "V")
        assert "Who speaks turn 2? ”Det var otydligt." in "\n".join(lines(pilot))
        await press(pilot, "<björn>", "enter")
        with material.project.reading() as connection:
            label = connection.exec_driver_sql(
                "SELECT label FROM turn JOIN speaker ON speaker.id = speaker_id WHERE number = 2"
            ).scalar()
        assert label == "Björn"


@pytest.mark.parametrize(
    ("label", "role"),
    [("Intervjuare 2", "moderator"), ("Observatör", "observer"), ("Kristina", "participant")],
)
async def test_a_new_speaker_has_the_role_that_the_label_tells(
    material: Researcher, label: str, role: str
) -> None:
    async with opened(material) as pilot:
        await press(pilot, "J", "V", f"<{label}>", "enter")
        with material.project.reading() as connection:
            found = connection.exec_driver_sql(
                "SELECT label, role FROM turn JOIN speaker ON speaker.id = speaker_id "
                "JOIN participant ON participant.id = participant_id WHERE number = 2"
            ).one()
        assert tuple(found) == (label, role)
        assert f"Turn 2: {label} ({role})" in [notice.message for notice in pilot.app._notifications]


async def test_a_speaker_and_a_question_that_are_new_are_made_from_what_is_typed(
    material: Researcher,
) -> None:
    async with opened(material) as pilot:
        await press(pilot, "J", "V", "<Kristina>", "enter", "q", "<Resorna>", "enter")
        with material.project.reading() as connection:
            found = connection.exec_driver_sql(
                "SELECT speaker.label, question.label FROM turn JOIN speaker ON speaker.id = speaker_id "
                "JOIN question ON question.id = question_id WHERE turn.number = 2"
            ).one()
        assert tuple(found) == ("Kristina", "Resorna")


async def test_what_makes_the_screen_behave_otherwise_is_never_cut_off(material: Researcher) -> None:
    async with opened(material) as pilot:
        await pilot.resize_terminal(80, 24)
        await press(pilot, "L")
        assert lines(pilot)[0].startswith(" READ-THROUGH: L ends it")
        await press(pilot, "L", "f", "<without>", "enter", "t")
        assert lines(pilot)[0].startswith(" only uncoded (F shows all)")


async def test_m_among_the_codes_writes_a_memo_on_the_code(material: Researcher) -> None:
    codes.create(material, "mål")
    memos.write(material, "Vad är ett mål?", target="code", name="mål")
    async with opened(material) as pilot:
        await press(pilot, "tab", "m")
        assert "Vad är ett mål?" in "\n".join(lines(pilot))
        await press(pilot, "<Ett mål är det man vill.>", "ctrl+s")
    with material.project.reading() as connection:
        found = [(one.target_kind, one.target, one.text) for one in memo_list(connection)]
    assert found[1:] == [("code", "mål", "Ett mål är det man vill.")]


async def test_merging_marked_codes_in_the_pane_keeps_the_reason(material: Researcher) -> None:
    for name in ("alfa", "beta", "gamma"):
        codes.create(material, name)
    async with opened(material) as pilot:
        await press(pilot, "tab")
        assert isinstance(pilot.app.focused, CodesTree)
        await press(pilot, "space", "down", "space", "M", "enter", "<samma sak>", "enter")
        with material.project.reading() as connection:
            names = list(connection.exec_driver_sql("SELECT name FROM code ORDER BY name").scalars())
            reason = connection.exec_driver_sql("SELECT reason FROM change ORDER BY id DESC").scalar()
        assert names == ["alfa", "gamma"]
        assert reason == "samma sak"


async def test_marked_codes_are_gathered_in_a_new_theme(material: Researcher) -> None:
    for name in ("alfa", "beta", "gamma"):
        codes.create(material, name)
    async with opened(material) as pilot:
        await press(pilot, "tab", "space", "down", "space", "T", "enter", "<Mitt tema>", "enter")
        with material.project.reading() as connection:
            gathered = connection.exec_driver_sql(
                "SELECT theme.name, code.name FROM theme_code JOIN theme ON theme.id = theme_id "
                "JOIN code ON code.id = code_id ORDER BY 2"
            ).all()
        assert [tuple(row) for row in gathered] == [("Mitt tema", "alfa"), ("Mitt tema", "beta")]


async def test_a_read_through_that_ends_at_the_end_is_kept(material: Researcher) -> None:
    async with opened(material) as pilot:
        await press(pilot, "L", "L")
        assert readings(material) == []
        await press(pilot, "L", "ctrl+end", "L")
        assert readings(material) == [("Intervju 1", material.coder)]
        await press(pilot, "u")
        assert readings(material) == []


def readings(researcher: Researcher) -> Rows:
    """(source, coder) of every source read through."""
    with researcher.project.reading() as connection:
        rows = source_list(connection)
    return [(row.name, reading.coder) for row in rows for reading in row.readings]


async def test_search_and_filter_keep_the_reader_in_place(material: Researcher) -> None:
    async with opened(material) as pilot:
        view = pilot.app.screen.query_one(TranscriptView)
        await press(pilot, "slash", "<papper>", "enter")
        text = view._document.text
        assert text[view.cursor :].startswith("papper")
        await press(pilot, "f", "<uncoded>", "enter")
        assert text[view.cursor :].startswith("papper")


async def test_suggestions_come_by_number_and_are_noted(material: Researcher) -> None:
    with_a_code_to_suggest(material)
    async with opened(material) as pilot:
        await press(pilot, "J", "s")
        await press(pilot, "1")
        assert stored(material)[-1] == ("otydligt syfte", "Det var otydligt.", "Karin", "suggestion")
        with material.project.reading() as connection:
            outcome = connection.exec_driver_sql("SELECT outcome, rank FROM suggestion_event").one()
        assert tuple(outcome) == ("accepted", 1)


@pytest.mark.parametrize(
    ("keys", "size", "noted"),
    [
        (("c", "<otydligt>", "enter"), (160, 48), ("accepted", 1, True)),
        (("c", "<otydligt>", "enter"), (80, 24), ("accepted", 1, False)),
        (("c", "<annat>", "enter"), (160, 48), ("changed", 1, True)),
        (("I", "enter"), (160, 48), ("changed", 1, True)),
    ],
)
async def test_a_code_of_ones_own_choosing_answers_what_was_suggested(
    material: Researcher, keys: tuple[str, ...], size: tuple[int, int], noted: tuple[object, ...]
) -> None:
    with_a_code_to_suggest(material)
    codes.create(material, "annat")
    before = stored(material)
    async with opened(material, size) as pilot:
        await press(pilot, "J", "s")
        await press(pilot, *keys)
        assert answered(material) == [noted]
        _code, quote, _coder, origin = stored(material)[-1]
        assert (quote, origin) == ("Det var otydligt.", "in vivo" if keys[0] == "I" else "manual")
        await press(pilot, "u")
        assert (answered(material), stored(material)) == ([], before)


async def test_what_is_suggested_only_while_the_coder_chooses_was_not_read_before(
    material: Researcher,
) -> None:
    """The key for coding selects a sentence, and what is suggested for it comes behind the palette."""
    with_a_code_to_suggest(material)
    async with opened(material) as pilot:
        await press(pilot, "J", "c", "<otydligt>", "enter")
        assert stored(material)[-1][:2] == ("otydligt syfte", "Det var otydligt.")
        assert answered(material) == [("accepted", 1, False)]


def with_a_code_to_suggest(researcher: Researcher) -> None:
    """A coded passage, and a code without any whose name another passage speaks of."""
    with researcher.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "Vi fick ett papper i handen, sen åkte vi.")
    codings.apply(researcher, passage, ["papper i handen"], create=True)
    codes.create(researcher, "otydligt syfte")


def answered(researcher: Researcher) -> Rows:
    """(outcome, rank, on screen before the coder chose) of each answer to a suggestion."""
    with researcher.project.reading() as connection:
        found = connection.exec_driver_sql("SELECT outcome, rank, shown_before FROM suggestion_event")
        return [(outcome, rank, bool(before)) for outcome, rank, before in found]


async def test_what_is_left_to_code_are_turns_of_those_who_count(material: Researcher) -> None:
    async with opened(material) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen)
        assert screen.source is not None
        left = [turn.number for turn in screen.source.transcript.turns if turn.role != "moderator"]
        assert len(left) < len(screen.source.transcript.turns)
        assert f"{len(left)} left" in lines(pilot)[0]
        visited = []
        await press(pilot, "g", "g")
        for _turn in left:
            await press(pilot, "a")
            visited.append(screen.source.turn_at(screen.view.cursor))
        assert [turn.number for turn in visited if turn is not None] == left


async def test_it_is_said_where_no_other_turn_without_a_code_is_gone_to(material: Researcher) -> None:
    async with opened(material) as pilot:
        said = pilot.app._notifications
        for _turn in range(10):
            await press(pilot, "a", "t", "c", "<otydligt>", "enter")
            if " 0 left" in lines(pilot)[0]:
                break
        await press(pilot, "a")
        assert [note.message for note in said][-1].startswith("No turn is left without a code here; F8")
        await press(pilot, "u", "a", "a")
        assert [note.message for note in said][-1] == "No other turn without a code is shown."


async def test_the_number_beside_the_text_is_that_in_the_bar_and_in_the_list_of_sources(
    researcher: Researcher,
) -> None:
    spoken = transcript_of((("Rubrik", "Grupp A"), ("Åsa", "Otydligt.\nHelt otydligt."), ("Bo", "Ja.")))
    heading = spoken.turns[0]._replace(speaker=None, kind=TurnKind.TEXT)
    import_transcript(
        researcher,
        replace(spoken, turns=(heading, *spoken.turns[1:]), speakers=spoken.speakers[1:]),
        name="A",
        group="A",
    )
    async with opened(researcher) as pilot:
        assert "paragraph 1 of 3 · 0 % of turns coded, 2 left" in lines(pilot)[0]
        await press(pilot, "J", "J")
        assert next(line for line in lines(pilot) if "Ja." in line).split("▎")[-1].split() == [
            "3",
            "Bo",
            "Ja.",
        ]
        assert "turn 3 of 3" in lines(pilot)[0]
        await press(pilot, "f8")
        assert "2 turns" in lines(pilot)[0]
        assert "2 (numbered to 3" in "\n".join(lines(pilot))


async def test_all_turns_that_are_selected_get_the_speaker(material: Researcher) -> None:
    async with opened(material) as pilot:
        await press(pilot, "J", "v", "J", "J", "V")
        assert "Who speaks these 2 turns, from turn 2 on?" in "\n".join(lines(pilot))
        await press(pilot, "<Flera>", "enter")
        assert [note.message for note in pilot.app._notifications] == ["Turns 2–3: Flera"]
        assert speaker_of(pilot, "Det var otydligt.") == speaker_of(pilot, "Vi fick") == "Flera"
        assert speaker_of(pilot, "Men mötena") == "Åsa"
        await press(pilot, "u")
        assert speaker_of(pilot, "Vi fick") == "Björn"


async def test_speakers_are_called_by_their_aliases_where_that_is_set(material: Researcher) -> None:
    people.rename_participant(material, "Grupp 1", "Åsa", "D1")
    async with opened(material) as pilot:
        await press(pilot, "J")
        assert speaker_of(pilot, "Det var otydligt.") == "Åsa"
        await press(pilot, "f12", "slash", "<aliases>", "enter", "enter", "f2")
        assert speaker_of(pilot, "Det var otydligt.") == "D1"
        assert "Grupp 1 · 2 · Åsa = D1" in "\n".join(lines(pilot))
        assert "turn 2 of 5" in lines(pilot)[0]  # where the reader was
        await press(pilot, "f12", "enter", "f2")
        assert speaker_of(pilot, "Det var otydligt.") == "Åsa"


def speaker_of(pilot: Pilot[int], words: str) -> str:
    """Who stands before words of the text."""
    row = next(line for line in lines(pilot) if words in line)
    return row.split("▎")[-1].split()[1]


async def test_a_failing_act_is_explained_not_raised(material: Researcher) -> None:
    codes.create(material, "alfa")
    codes.create(material, "beta")
    async with opened(material) as pilot:
        await press(pilot, "tab", "r", "end", "ctrl+u", "<beta>", "enter")
        assert isinstance(pilot.app.screen, FailureDialog)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, CodeScreen)


async def test_help_lists_the_keys_of_the_pane_in_focus(material: Researcher) -> None:
    async with opened(material) as pilot:
        await press(pilot, "question_mark")
        screen = pilot.app.screen
        assert isinstance(screen, HelpScreen)
        shown = {what for _title, rows in screen._sections for _keys, what in rows}
        assert {"Code (the passage)", "Undo", "Select the sentence; again: one more"} <= shown


async def test_place_and_source_are_restored(material: Researcher) -> None:
    async with opened(material) as pilot:
        await press(pilot, "J", "J")
        place = pilot.app.screen.query_one(TranscriptView).cursor
        await press(pilot, "ctrl+q")
    async with opened(material) as pilot:
        assert pilot.app.screen.query_one(TranscriptView).cursor == place


async def test_an_empty_project_says_what_to_do(researcher: Researcher) -> None:
    async with opened(researcher, size=(80, 24)) as pilot:
        await press(pilot, "s", "c", "x", "m", "f", "q", "n")
        shown = "\n".join(strip.text for strip in pilot.app.screen._compositor.render_strips())
        assert "F8" in shown


MONKEY = [
    *("h", "j", "k", "l", "w", "b", "s", "t", "v", "J", "K", "g", "G", "plus", "minus", "o", "p", "a"),
    *("c", "enter", "I", "full_stop", "x", "u", "ctrl+r", "m", "ctrl+s", "exclamation_mark", "q"),
    *("left_square_bracket", "right_square_bracket", "1", "2", "0", "f", "F", "slash", "n", "tab", "escape"),
    *("space", "d", "r", "e", "M", "y", "down", "up", "a", "å", "ö", "backspace", "ctrl+k", "S", "V", "L"),
]


@pytest.mark.parametrize("seed", [1, 2])
async def test_random_keys_leave_the_project_sound(material: Researcher, seed: int) -> None:
    await monkey(material, seed, 150)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [11, 12])
async def test_two_thousand_random_keys(material: Researcher, seed: int) -> None:
    await monkey(material, seed, 2000)


async def monkey(researcher: Researcher, seed: int, keys: int) -> None:
    themes.create(researcher, "Tema")
    rng = random.Random(seed)
    async with opened(researcher) as pilot:
        for _n in range(keys):
            await pilot.press(rng.choice(MONKEY))
        await settle(pilot)
        assert [p for p in check(researcher.project) if p.kind != "orphan"] == []


async def test_search_follows_what_is_typed_and_escape_leaves_it(material: Researcher) -> None:
    """After Escape the keys are the transcript's again, at the place where the search began."""
    async with opened(material) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen)
        place = screen.view.place
        await pilot.press("slash", *"papper")
        await settle(pilot)
        assert screen.view.hit_count == 1
        assert screen.source is not None
        assert screen.source.document.text[screen.view.cursor :].startswith("papper")
        await pilot.press("escape")
        await settle(pilot)
        assert (screen.view.has_focus, screen.view.place, screen.view.hit_count) == (True, place, 0)
        await pilot.press("slash", *"papper", "enter")
        await settle(pilot)
        await pilot.press("s", "I", "enter")
        await settle(pilot)
    assert [row[0] for row in stored(material)] == ["Vi fick ett papper i handen, sen åkte vi."]


async def test_a_digit_codes_nothing_that_is_not_on_screen(material: Researcher) -> None:
    with_a_code_to_suggest(material)
    before = stored(material)
    async with opened(material, (80, 24)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen)
        await press(pilot, "J", "s")
        assert screen.suggesting.shown
        told = [note.message for note in pilot.app._notifications]
        assert sum("1 shows them on a line" in message for message in told) == 1
        await press(pilot, "1")
        assert stored(material) == before
        assert screen.suggesting.shown[0].name in str(screen.strip.render())
        await press(pilot, "1")
        assert len(stored(material)) == len(before) + 1


async def test_a_digit_shows_on_a_narrow_screen_why_there_is_no_suggestion(material: Researcher) -> None:
    async with opened(material, (80, 24)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen)
        await press(pilot, "1")
        assert "s takes the sentence" in str(screen.strip.render())
        await press(pilot, "J", "s")
        assert not screen.suggesting.shown
        assert str(screen.strip.render()).strip()
        assert screen.strip.display


async def test_undo_asks_before_it_turns_back_what_was_not_done_in_this_session(material: Researcher) -> None:
    codes.create(material, "mål")
    async with opened(material) as pilot:
        await press(pilot, "J", "s", "c", "<mål>", "enter", "u")
        assert stored(material) == []
        await press(pilot, "u")
        assert isinstance(pilot.app.screen, ConfirmDialog)
        await press(pilot, "escape")
        assert names(material) == ["mål"]
        await press(pilot, "u", "enter")
        assert names(material) == []


async def test_undo_asks_before_it_turns_back_another_coders_act(material: Researcher) -> None:
    async with opened(material) as pilot:
        codes.create(Researcher(material.project, "Bo"), "mål")
        await press(pilot, "u")
        assert isinstance(pilot.app.screen, ConfirmDialog)
        codes.create(Researcher(material.project, "Bo"), "syfte")
        await press(pilot, "enter")
        assert names(material) == ["mål", "syfte"]


def names(researcher: Researcher) -> list[str]:
    with researcher.project.reading() as connection:
        return list(connection.exec_driver_sql("SELECT name FROM code ORDER BY id").scalars())


async def test_a_digit_without_a_passage_says_what_is_needed_and_the_pane_does(material: Researcher) -> None:
    with material.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "Vi fick ett papper i handen, sen åkte vi.")
    codings.apply(material, passage, ["papper i handen"], create=True)
    codes.create(material, "otydligt syfte")
    async with opened(material) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen)
        assert "Suggestions\nselect a passage: s takes the sentence" in pane_text(screen)
        before = stored(material)
        for key in ("1", "0"):
            await press(pilot, key)
            assert told(pilot)[-1] == "Select a passage first: s takes the sentence, v begins a selection."
        await press(pilot, "J", "s", "9")
        assert told(pilot)[-1] == "There is no suggestion 9."
        assert stored(material) == before


async def test_the_list_comes_back_when_a_taken_suggestion_is_undone(material: Researcher) -> None:
    with material.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "Vi fick ett papper i handen, sen åkte vi.")
    codings.apply(material, passage, ["papper i handen"], create=True)
    codes.create(material, "otydligt syfte")
    async with opened(material) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen)
        await press(pilot, "J", "s")
        offered, selected = screen.suggesting.shown, screen.view.passage
        assert offered
        await press(pilot, "1")
        assert len(stored(material)) == 2
        await press(pilot, "u")
        assert len(stored(material)) == 1
        assert (screen.view.passage, screen.suggesting.shown) == (selected, offered)


def told(pilot: Pilot[int]) -> list[str]:
    """What was said at the edge of the screen, latest last."""
    return [notice.message for notice in pilot.app._notifications]


def pane_text(screen: CodeScreen) -> str:
    """What stands in the inspector."""
    return "\n".join(line.rstrip() for line in screen.inspector.lines)


async def test_details_stand_under_the_text_where_there_is_no_room_beside_it(material: Researcher) -> None:
    async with opened(material, (80, 24)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CodeScreen)
        before = screen.view.size.width
        await press(pilot, "ctrl+e")
        text, details = screen.view.region, screen.inspector.region
        assert text.width == before
        assert (text.height >= 10, details.y >= text.bottom, details.width) == (True, True, 80)


async def test_an_edge_is_moved_of_all_codes_on_the_same_words(material: Researcher) -> None:
    async with opened(material) as pilot:
        await press(pilot, "J", "s", "c", "<ett>", "tab", "<två>", "enter")
        view = pilot.app.screen.query_one(TranscriptView)
        view.goto(view.document.text.index("var otydligt") + 1)  # inside of a word, which is taken whole
        await press(pilot, "right_square_bracket")
        assert {(name, quote) for name, quote, *_who in stored(material)} == {
            ("ett", "Det var"),
            ("två", "Det var"),
        }
        assert any("ett, två: 2 words now" in note.message for note in pilot.app._notifications)
        await press(pilot, "right_square_bracket")
        assert any("has its edge there already" in note.message for note in pilot.app._notifications)
        await press(pilot, "u")
        assert {quote for _name, quote, *_who in stored(material)} == {"Det var otydligt."}


async def test_an_edge_does_not_go_past_the_other_one(material: Researcher) -> None:
    async with opened(material) as pilot:
        view = pilot.app.screen.query_one(TranscriptView)
        at = view.document.text.index("var otydligt")
        view.select(at, at + 3)
        await press(pilot, "c", "<ett>", "enter", "escape")
        before = stored(material)
        for place, key, said in (
            (
                at + 4,
                "left_square_bracket",
                "Nothing would be left of 'ett': it ends at the cursor, or before.",
            ),
            (
                at - 4,
                "right_square_bracket",
                "Nothing would be left of 'ett': it begins at the cursor, or after.",
            ),
        ):
            view.goto(place)
            await press(pilot, key)
            assert [note.message for note in pilot.app._notifications][-1] == said
        assert stored(material) == before
