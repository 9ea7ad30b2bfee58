"""The sentences on how anonymity was kept, in every state of a project, and where they stand."""

from datetime import date
from typing import Any

import pytest

from qualwb.acts import people
from qualwb.acts.encrypting import encrypt
from qualwb.acts.files import import_transcript
from qualwb.acts.researcher import Researcher
from qualwb.acts.settings import put_setting
from qualwb.analysis.privacy_facts import PrivacyFacts, privacy_facts
from qualwb.exchange.checklists.checklists import checklists
from qualwb.exchange.checklists.items import Status
from qualwb.exchange.checklists.known import known
from qualwb.exchange.privacy_words import is_protected, privacy_in_words
from qualwb.exchange.report.answers import Wishes
from qualwb.exchange.report.blocks import Paragraph
from qualwb.exchange.report.sections import report
from qualwb.store.project_file import ProjectFile
from tests.conftest import transcript_of
from tests.encrypted import PASSPHRASE, encrypted_engine

NOTHING = PrivacyFacts((), None, (), None)
ONE = {
    "at": "2026-03-04T10:00:00+00:00",
    "by": "Karin",
    "entities": 1,
    "places": 1,
    "key_id": "k",
    "style": "names",
    "generalised": 0,
    "kept": 0,
    "kept_places": 0,
    "undecided": 0,
}
PARTLY = {
    **ONE,
    "entities": 47,
    "places": 280,
    "generalised": 4,
    "kept": 2,
    "kept_places": 1,
    "undecided": 57,
}
UNNOTED = {name: ONE[name] for name in ("at", "by", "entities", "places", "key_id", "style")}
MANY = {**ONE, "at": "2026-04-01T08:00:00+00:00", "entities": 22, "places": 411, "style": "tags"}
NOT_ENCRYPTED = "The project file is not encrypted."
KEY = "What stood there is kept in an encrypted key file, apart from the project file."
OPEN = "The project file is not sealed: the names that were replaced can still be found in it."


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (NOTHING, ("No names were replaced in the project file.", NOT_ENCRYPTED)),
        (
            PrivacyFacts((ONE,), None, (), None),
            (
                "1 name was replaced at 1 place of the material by other names, 2026-03-04.",
                *(OPEN, KEY, NOT_ENCRYPTED),
            ),
        ),
        (
            PrivacyFacts(({**MANY, "kinds": {"place": 1, "person": 20, "nytt": 1}},), None, (), None),
            (
                "22 names were replaced at 411 places of the material (20 names of persons, 1 other name,"
                " 1 place name) by neutral tags, 2026-04-01.",
                *(OPEN, KEY, NOT_ENCRYPTED),
            ),
        ),
        (
            PrivacyFacts((ONE, MANY), {"at": "2026-05-02T00:00:00+00:00"}, (), None, is_encrypted=True),
            (
                "23 names were replaced at 412 places of the material by other names or neutral tags,"
                " 2026-03-04–2026-04-01.",
                "The project file was sealed 2026-05-02: the names that were replaced are not in it"
                " any more.",
                *(KEY, "The project file is encrypted with a passphrase."),
            ),
        ),
        (
            PrivacyFacts((), None, ({"at": "x", "alias": "utgått 1"},), date(2030, 1, 31)),
            (
                "No names were replaced in the project file.",
                "1 participant withdrew, and what that person had said was taken out of the material.",
                *("The material is to be erased by 2030-01-31.", NOT_ENCRYPTED),
            ),
        ),
        (
            PrivacyFacts((), None, ({}, {}), None),
            (
                "No names were replaced in the project file.",
                "2 participants withdrew, and what they had said was taken out of the material.",
                NOT_ENCRYPTED,
            ),
        ),
        (
            PrivacyFacts(
                (ONE,),
                None,
                (),
                None,
                copy={
                    "at": "2026-06-01T00:00:00+00:00",
                    "pseudonymised": True,
                    "quotes_only": True,
                    "without_memos": True,
                    "coarsened": ["ålder", "kommun"],
                },
            ),
            (
                "This project file is a copy that was made to be shared, 2026-06-01, without memos, with the"
                " coded passages alone of each text, with coarser values of ålder, kommun.",
                "1 name was replaced at 1 place of the material by other names, 2026-03-04.",
                "The names that were replaced are not in the copy.",
                *(KEY, NOT_ENCRYPTED),
            ),
        ),
    ],
)
def test_every_state_is_told(facts: PrivacyFacts, said: tuple[str, ...]) -> None:
    assert privacy_in_words(facts) == said


@pytest.mark.parametrize(
    ("applied", "said"),
    [
        (
            (ONE, PARTLY),
            "48 names were replaced at 281 places of the material by other names or broader terms"
            " (broader terms for 4), 2026-03-04."
            " 2 names, or what was taken for names, were kept by decision."
            " At 1 place a name that was otherwise replaced was kept by decision."
            " 57 possible names were not judged, and stand as they were."
            " A term in brackets that stands instead of a name is counted as no word."
            " The project file was sealed 2026-05-02: it does not hold any more what stood where names were"
            " replaced.",
        ),
        (
            (PARTLY, ONE),
            "48 names were replaced at 281 places of the material by other names or broader terms"
            " (broader terms for 4), 2026-03-04."
            " A term in brackets that stands instead of a name is counted as no word."
            " The project file was sealed 2026-05-02: the names that were replaced are not in it any more.",
        ),
        (
            (UNNOTED,),
            "1 name was replaced at 1 place of the material by other names or broader terms, 2026-03-04."
            " The project file was sealed 2026-05-02: it does not hold any more what stood where names were"
            " replaced.",
        ),
    ],
)
def test_what_was_not_replaced_is_told_as_it_was_last(applied: tuple[dict[str, Any], ...], said: str) -> None:
    facts = PrivacyFacts(applied, {"at": "2026-05-02T00:00:00+00:00"}, (), None)
    assert " ".join(privacy_in_words(facts)) == f"{said} {KEY} {NOT_ENCRYPTED}"


def test_nothing_done_is_no_protection() -> None:
    assert not is_protected(NOTHING)
    assert is_protected(PrivacyFacts((ONE,), None, (), None))


def anonymity_of(project: ProjectFile, wishes: Wishes) -> str:
    with project.reading() as connection:
        made = report(connection, "p", wishes)
    (told,) = [
        block.text for block in made.blocks if isinstance(block, Paragraph) and block.lead == "Anonymity."
    ]
    return told


def applied(project: ProjectFile) -> None:
    with project.act("names.replace", coder="Karin") as act:
        put_setting(act, "privacy", {"applied": [MANY]})


def test_the_report_tells_it_with_how_quotes_are_cited(small_study: ProjectFile) -> None:
    told = anonymity_of(small_study, Wishes())
    assert told.startswith(f"No names were replaced in the project file. {NOT_ENCRYPTED} ")
    assert "Quotes are cited by group alone." in told
    told = anonymity_of(small_study, Wishes(full_citations=True))
    assert "Quotes are cited with speaker and turns: this is a working version." in told


def test_the_report_tells_of_small_cells(project: ProjectFile) -> None:
    who = Researcher(project, "Karin")
    assert "participants" not in anonymity_of(project, Wishes())
    talk = tuple((f"P{n}", "Ja.") for n in range(6))
    import_transcript(who, transcript_of(talk), name="Intervju 1", group="Grupp 1")
    for n in range(6):
        people.describe_participant(who, "Grupp 1", f"P{n}", ort="Eksjö")
    told = anonymity_of(project, Wishes())
    assert told.endswith("Each value in the table of participants is shared by at least 5 participants.")
    people.describe_participant(who, "Grupp 1", "P0", yrke="präst")
    told = anonymity_of(project, Wishes())
    assert told.endswith(
        "1 value that fewer than 5 participants share is marked in the table of participants."
    )


def test_ethics_and_data_processing_of_srqr_get_the_fact(project: ProjectFile) -> None:
    with project.reading() as connection:
        before = {row.item.key: row for row in checklists(known(connection))["srqr"]}
    assert before["srqr.9"].status is Status.OPEN
    applied(project)
    with project.reading() as connection:
        after = {row.item.key: row for row in checklists(known(connection))["srqr"]}
    assert "22 names were replaced at 411 places" in after["srqr.9"].answer
    assert after["srqr.9"].status is Status.PARTLY
    assert "22 names were replaced at 411 places" in after["srqr.13"].answer


@pytest.mark.file_only  # the sign that a file is encrypted is the file's own
def test_the_file_itself_says_whether_it_is_encrypted(project: ProjectFile) -> None:
    encrypted_engine()
    with project.reading() as connection:
        assert not privacy_facts(connection).is_encrypted
    project.close()
    encrypt(project.path, PASSPHRASE)
    with ProjectFile.open(project.path) as again, again.reading() as connection:
        assert privacy_facts(connection).is_encrypted
