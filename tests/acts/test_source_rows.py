"""Groups and people as transcripts bring them: who a label is, what is told of a person, what stays."""

import json
from dataclasses import replace

from qualwb.acts.files import Role, SpeakerFinding, Verdict, import_transcript
from qualwb.acts.researcher import Researcher
from qualwb.store.check import check
from qualwb.transcripts.transcript import LeftAside, Transcript, Turn
from tests.conftest import transcript_of
from tests.states import rows


def people(researcher: Researcher) -> dict[str, str]:
    """Roles by alias."""
    with researcher.project.reading() as connection:
        return {row[0]: row[1] for row in connection.exec_driver_sql("SELECT alias, role FROM participant")}


def who(researcher: Researcher, source: str) -> dict[str, str | None]:
    """The alias behind each label of a source."""
    query = (
        "SELECT label, alias FROM speaker JOIN source ON source.id = source_id "
        f"LEFT JOIN participant ON participant.id = participant_id WHERE source.name = '{source}'"
    )
    return dict(rows(researcher, query))


def told(label: str, role: Role = Role.UNKNOWN, **attributes: str) -> SpeakerFinding:
    return SpeakerFinding(label, 1, 0, "", Verdict.SPEAKER, role, "test", attributes=attributes)


def said_by(*findings: SpeakerFinding) -> Transcript:
    """A turn 'ja' of each."""
    turns = [Turn(3 * n, 3 * n + 2, finding.label) for n, finding in enumerate(findings)]
    return Transcript("\n".join("ja" for _finding in findings), tuple(turns), findings)


def test_a_label_for_several_people_is_nobody_unless_a_person_says_so(researcher: Researcher) -> None:
    import_transcript(researcher, transcript_of(), name="s1")
    assert who(researcher, "s1")["Flera"] is None
    import_transcript(researcher, transcript_of(), name="s2", aliases={"Flera": "Gruppen"})
    assert who(researcher, "s2")["Flera"] == "Gruppen"
    import_transcript(researcher, transcript_of(), name="s3", roles={"Flera": Role.OBSERVER})
    assert who(researcher, "s3")["Flera"] == "Flera"


def test_labels_with_one_alias_are_one_person_with_the_first_labels_role(researcher: Researcher) -> None:
    transcript = said_by(told("M", Role.MODERATOR), told("Mod"), told("Åsa"), told("Obs", Role.OBSERVER))
    import_transcript(researcher, transcript, name="s1", aliases={"M": "Eva", "Mod": "Eva"})
    assert who(researcher, "s1") == {"M": "Eva", "Mod": "Eva", "Åsa": "Åsa", "Obs": "Obs"}
    assert people(researcher) == {"Eva": "moderator", "Åsa": "participant", "Obs": "observer"}


def test_a_persons_word_on_a_role_goes_before_the_guess(researcher: Researcher) -> None:
    transcript = said_by(told("M", Role.MODERATOR), told("Åsa"))
    import_transcript(researcher, transcript, name="s1", roles={"M": Role.PARTICIPANT, "Åsa": Role.MODERATOR})
    assert people(researcher) == {"M": "participant", "Åsa": "moderator"}


def test_a_label_without_a_finding_takes_part(researcher: Researcher) -> None:
    import_transcript(researcher, Transcript("ja", (Turn(0, 2, "Åsa"),)), name="s1")
    assert people(researcher) == {"Åsa": "participant"}


def test_a_person_of_the_group_keeps_role_and_attributes_and_is_told_more_of(researcher: Researcher) -> None:
    first = said_by(told("Åsa", Role.MODERATOR, kommun="Luleå"), told("Bo"))
    import_transcript(researcher, first, name="s1", group="Norr")
    again = said_by(told("Åsa", kommun="Boden", roll="chef"), told("ÅL", ålder="45"), told("Bo"))
    import_transcript(researcher, again, name="s2", group="NORR", aliases={"ÅL": "Åsa"})
    assert rows(researcher, "SELECT name FROM focus_group") == ["Norr"]
    told_of = rows(researcher, "SELECT alias, role, attributes FROM participant ORDER BY id")
    assert [(alias, role, json.loads(attributes)) for alias, role, attributes in told_of] == [
        ("Åsa", "moderator", {"kommun": "Luleå", "roll": "chef", "ålder": "45"}),
        ("Bo", "participant", {}),
    ]


def test_one_text_is_kept_once_and_the_report_tells_what_was_left_aside(researcher: Researcher) -> None:
    transcript = replace(
        transcript_of((("Åsa", "ja"),)),
        why="plain text",
        warnings=("se upp",),
        left_aside=(LeftAside("Åsa:", "speaker label", count=3), LeftAside("12", "page number")),
    )
    for source in ("s1", "s2"):
        import_transcript(researcher, transcript, name=source)
    assert rows(researcher, "SELECT text FROM text_content") == ["ja"]
    (report,) = rows(researcher, "SELECT import_report FROM source WHERE name = 's1'")
    assert json.loads(report) == {
        "why": "plain text",
        "warnings": ["se upp"],
        "left_aside": {"speaker label": 12, "page number": 2},
        "speakers": [{"label": "Åsa", "verdict": "speaker", "reason": "test"}],
    }


def test_an_import_is_undone_whole(researcher: Researcher) -> None:
    import_transcript(researcher, transcript_of(), name="s1", group="Norr")
    researcher.project.undo(coder="Karin")
    assert people(researcher) == {}
    assert check(researcher.project) == []
