"""What the gallery shows: the bundled study, an empty project, long names, and many rows."""

from collections.abc import Callable
from pathlib import Path

from qualwb.acts import codes, codings, memos, people, themes
from qualwb.acts.bundled import load_study
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher, working_round
from qualwb.store.project_file import ProjectFile
from tests.conftest import transcript_of

LONG = "Åtgärder för överenskommelser om ömsesidigt ägande i närområdet"
WIDE = "学習セミナーの目的が最初から不明確だったという参加者の声"
SPEAKER = "Åsa-Märta Östergård-Sjöström"
ROWS = 10_000


def study(path: Path) -> None:
    """The bundled study, coded."""
    with ProjectFile.create(path) as project:
        load_study(Researcher(project, "KL"))


def empty(path: Path) -> None:
    """Nothing but a project."""
    ProjectFile.create(path).close()


def long_names(path: Path) -> None:
    """All that has a name has a long one: letters with rings and dots, and letters of two columns."""
    with ProjectFile.create(path) as project:
        researcher = Researcher(project, "Åke Öhrström-Ängelholm")
        for number, name in enumerate((LONG, WIDE), start=1):
            source, group = f"Samtal {number}: {name}", f"Grupp {number}: {name}"
            talk = (("Moderator", f"Hur var det med {name}?"), (SPEAKER, f"{name} är det vi talar om."))
            import_transcript(researcher, transcript_of(talk), name=source, group=group)
            people.describe_participant(researcher, group, SPEAKER, befattning=name)
            with project.reading() as connection:
                passage = passage_quoted(connection, source, f"{name} är det vi talar om.")
            codings.apply(researcher, passage, [f"kod om {LONG}", f"kod om {WIDE}"], create=True)
            memos.write(researcher, f"{name}: {LONG}", target="source", name=source)
        themes.create(researcher, f"tema om {LONG}", codes=[f"kod om {LONG}"], claim=LONG)
        themes.create(researcher, f"tema om {WIDE}", codes=[f"kod om {WIDE}"], claim=WIDE)
        codes.describe(researcher, f"kod om {LONG}", definition=f"{LONG}. {WIDE}")


def many_rows(path: Path) -> None:
    """A source of many turns by many speakers, and a code on each tenth."""
    with ProjectFile.create(path) as project:
        researcher = Researcher(project, "KL")
        talk = tuple((f"D{n % 97}", f"Replik {n}: vi fick ett papper i handen.") for n in range(ROWS))
        import_transcript(researcher, transcript_of(talk), name="Mycket", group="Alla")
        for n in range(0, ROWS, 100):
            with project.reading() as connection:
                passage = passage_quoted(connection, "Mycket", talk[n][1])
            codings.apply(researcher, passage, [f"kod {n // 100}"], create=True)


PROJECTS: dict[str, Callable[[Path], None]] = {
    "study": study,
    "empty": empty,
    "long": long_names,
    "many": many_rows,
}


def opened(project: ProjectFile, coder: str = "KL") -> Researcher:
    """Who looks at it."""
    return Researcher(project, coder, working_round(project))
