"""Interview guides in text and yaml, and which turns ask their questions."""

import pytest

from qualwb.transcripts.errors import TranscriptError
from qualwb.transcripts.formats import txt
from qualwb.transcripts.interview_guide import GuideQuestion, read_guide
from qualwb.transcripts.question_matching import match_questions

TEXT = """Intervjuguide

1. Berätta vilka ni är och var ni arbetar.
2. Hur uppfattade ni syftet med träffarna?
   - Vem berättade om det?
3. Vad var mindre bra med arbetsformen?
4. Skulle ni rekommendera den till andra?
"""


def test_a_text_guide() -> None:
    assert read_guide(TEXT.encode(), "guide.txt") == [
        GuideQuestion(1, "Berätta vilka ni är och var ni arbetar."),
        GuideQuestion(2, "Hur uppfattade ni syftet med träffarna?", ("Vem berättade om det?",)),
        GuideQuestion(3, "Vad var mindre bra med arbetsformen?"),
        GuideQuestion(4, "Skulle ni rekommendera den till andra?"),
    ]


def test_a_yaml_guide() -> None:
    source = 'frågor:\n  - Hur mår ni?\n  - fråga: Vad var bra?\n    följdfrågor: ["Varför?"]\n'
    assert read_guide(source.encode(), "guide.yaml") == [
        GuideQuestion(1, "Hur mår ni?"),
        GuideQuestion(2, "Vad var bra?", ("Varför?",)),
    ]


def test_bullets_and_bare_lines() -> None:
    assert [q.text for q in read_guide(b"- Ett?\n- Tv\xc3\xa5\n", "g.txt")] == ["Ett?", "Två"]
    assert [q.text for q in read_guide(b"Ett\nTre\n", "g.txt")] == ["Ett", "Tre"]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("a: [", "g.yaml"),
        ("a: 1", "g.yaml"),
        ("- {x: 1}", "g.yaml"),
        ("- [1]", "g.yml"),
        ("[]", "g.yaml"),
        ("  \n ", "g.txt"),
    ],
)
def test_what_is_no_guide(source: str, name: str) -> None:
    with pytest.raises(TranscriptError):
        read_guide(source.encode(), name)


def test_turns_that_ask() -> None:
    talk = """Moderator: Välkomna! Vill ni berätta vilka ni är och var ni arbetar?
Åsa: Jag arbetar på ett behandlingshem. Syftet med träffarna var att mötas.
Björn: Och jag i kommunen.
Moderator: Hur förstod ni syftet med de här träffarna, hur uppfattade ni det?
Åsa: Oklart.
Moderator: Mm.
Björn: Ja.
Moderator: Skulle ni vilja rekommendera den här formen till andra?
Björn: Ja, till andra kommuner.
"""
    transcript = txt.read(talk.encode(), "x.txt")
    matches = match_questions(transcript, read_guide(TEXT.encode(), "guide.txt"))
    assert [(match.turn, match.question) for match in matches] == [(0, 1), (3, 2), (7, 4)]
    assert all(0.35 <= match.score <= 1 for match in matches)
    assert "'syftet'" in matches[1].reason


def test_of_two_questions_that_fit_equally_well_the_first_is_suggested() -> None:
    questions = [
        GuideQuestion(1, "Planen mötena chefen kommunen träffarna syftet?"),
        GuideQuestion(2, "Planen mötena chefen kommunen träffarna tiden?"),
    ]
    talk = "Moderator: Planen, mötena, chefen, kommunen och träffarna?\nÅsa: Ja.\n"
    (match,) = match_questions(txt.read(talk.encode(), "a.txt"), questions)
    assert (match.question, match.score) == (1, 0.759)


LAUGHS = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 10))


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        (
            f"l0: &l0 [ha]\n{LAUGHS}questions: [{{question: a, follow_ups: *l9}}]\n",
            r"guide\.yaml:2: '\*l0' repeats",
        ),
        ("questions: &q\n- *q\n", r"guide\.yaml:2: '\*q' repeats"),
        ("questions:\n" + "- " * 10_000, "nested too deep"),
        (f"questions:\n- {'9' * 5_000}\n", "no yaml"),
        ("questions:\n- 2001-99-99\n", "no yaml"),
    ],
)
def test_a_hostile_guide_is_refused(source: str, problem: str) -> None:
    with pytest.raises(TranscriptError, match=problem):
        read_guide(source.encode(), "guide.yaml")


def test_questions_hold_nothing_that_a_terminal_obeys() -> None:
    source = 'questions:\n- {question: "Hur\\e[2J var\\x9b det?", follow_ups: ["Och\\u202e sedan?"]}\n'
    assert read_guide(source.encode(), "guide.yaml") == [GuideQuestion(1, "Hur[2J var det?", ("Och sedan?",))]
