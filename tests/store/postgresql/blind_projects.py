"""Projects at random, with blind rounds and the work of several coders in them, as a file and on a server."""

from itertools import count
from pathlib import Path
from random import Random

from sqlalchemy import Connection, insert, select

from qualwb.acts import codes, codings, memos, print_versions, rounds, suggestions, summaries, themes
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.model import Adjudication, Coding, Project, Record, Round
from qualwb.store.blindness import ROUND_MADE
from qualwb.store.open_project import ensure_coder, ensure_round
from qualwb.store.project_file import ProjectFile
from qualwb.store.server_project import ServerProject
from qualwb.store.turning import last_done
from tests.conftest import transcript_of

CODERS = ("Anna", "Bo", "Cia")
ROUNDS = ("1", "två", "tre", "fyra")
WORDS = (
    *("Ingen visste vad det skulle bli", "dom gav mycket", "Vi fick ett papper i handen", "Det var otydligt"),
    *("Ingen visste", "ett papper", "sen åkte vi", "mötena var bra", "papper i handen", "var bra"),
    *("otydligt", "gav mycket", "i handen", "från början", "Hur var det", "åkte vi", "Men mötena"),
)
NAMES = ("Ovisshet", "Nytta", "Papper", "Allt")
ACTS = (
    *("code",) * 8,
    *("print", "sum") * 3,
    *("remove", "memo", "note", "refuse", "merge", "undo", "judge"),
)
MOMENTS = [f"2026-01-0{day}T00:00:00+00:00" for day in range(1, 8)]


def random_project(path: Path, seed: int) -> ProjectFile:
    """A file in which three coders did what they like, some of it in rounds that are blind now."""
    random = Random(seed)
    project = ProjectFile.create(path)
    import_transcript(Researcher(project, "Anna"), transcript_of(), name="Intervju 1", group="Grupp 1")
    numbered = count(1)
    for round_ in ROUNDS:
        if round_ != "1":
            rounds.new_round(Researcher(project, "Anna"), round_, blind=round_ != "tre")
        for _act in range(20):
            try:
                who = Researcher(project, random.choice(CODERS), round_)
                act(random, who, random.choice(ACTS), random.choice(WORDS), next(numbered))
            except QualwbError:
                continue  # such as an act on what this coder does not see
    if random.random() < 0.5:
        rounds.release(Researcher(project, "Bo"), "fyra", "nog", unfinished=True)
    with project.writing() as connection:
        scatter_moments(random, connection)
    leave_hidden(Researcher(project, "Bo", "två"))
    return project


def act(random: Random, who: Researcher, kind: str, words: str, number: int) -> None:
    """One act of a kind."""
    name = random.choice(NAMES)
    with who.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", words)
        seen = list(connection.execute(select(Coding.id)).scalars())
    keys = random.sample(seen, min(2, len(seen)))
    match kind:
        case "code":
            codings.apply(who, passage, [name], create=True, cited=random.random() < 0.5)
        case "remove":
            codings.remove(who, keys)
        case "memo":
            memos.write(who, f"tanke {number}", target="passage", passage=passage)
        case "note":
            memos.write(who, f"anteckning {number}")
        case "print":
            print_versions.write(who, passage, f"{words} {number}")
        case "refuse":
            suggestions.refuse(who, passage, suggestions.Offer(name, 1, None, "test"))
        case "merge":
            codes.merge(who, random.sample(NAMES, 2), f"Kod {number}")
        case "sum":
            themes.create(who, f"Tema {number}", codes=[name])
            summaries.set_summary(who, f"Tema {number}", "Grupp 1", "så", codings=keys)
        case "undo":
            undo(who)
        case "judge":
            judge(who, keys, random.choice(ROUNDS[: ROUNDS.index(who.round) + 1]))


def leave_hidden(who: Researcher) -> None:
    """Something of each kind that the round of work hides."""
    with who.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", "[skratt]")
    keys = list(codings.apply(who, passage, ["Skratt"], create=True).codings)
    memos.write(who, "tanke", target="passage", passage=passage)
    print_versions.write(who, passage, "(skratt)")
    suggestions.refuse(who, passage, suggestions.Offer("Skratt", 1, None, "test"))
    themes.create(who, "Glädje", codes=["Skratt"])
    summaries.set_summary(who, "Glädje", "Grupp 1", "så", codings=keys)
    judge(who, keys, who.round)


def undo(who: Researcher) -> None:
    """Undo the newest act, unless it brought the text or made the round."""
    with who.project.reading_whole() as connection:
        newest = last_done(connection)
    if newest is not None and newest.id > 1 and newest.act != ROUND_MADE:
        who.project.undo(coder=who.coder)


def judge(who: Researcher, keys: list[int], round_: str) -> None:
    """A decision in any round; where coders disagree is another matter."""
    with who.act("adjudication.decide") as act:
        whose = {"coder_id": ensure_coder(act, who.coder), "round_id": ensure_round(act, round_)}
        act.insert(Adjudication, source_id=1, codings=keys, outcome="neither", decided_at=MOMENTS[0], **whose)


def scatter_moments(random: Random, connection: Connection) -> None:
    """Let rows and the making of rounds be of several days."""
    for table, column in (
        *(("memo", "updated_at"), ("print_version", "updated_at")),
        *(("summary", "updated_at"), ("suggestion_event", "created_at")),
    ):
        keys = connection.exec_driver_sql(f"SELECT id FROM {table}").scalars().all()
        for key in keys:
            moment = random.choice(MOMENTS)
            connection.exec_driver_sql(f"UPDATE {table} SET {column} = '{moment}' WHERE id = {key}")
    connection.exec_driver_sql(f"UPDATE change SET at = '{MOMENTS[3]}' WHERE act = 'round.new'")


def copy_rows(project: ProjectFile, copy: ServerProject) -> None:
    """Put all rows of a file into a project on a server that has none yet."""
    with project.reading_whole() as origin, copy.writing() as connection:
        connection.exec_driver_sql("SET CONSTRAINTS ALL DEFERRED")
        for record in (Round, Project):
            connection.exec_driver_sql(f"DELETE FROM {record.__tablename__}")
        for table in Record.metadata.tables.values():
            rows = [dict(row) for row in origin.execute(select(table)).mappings()]
            if rows:
                connection.execute(insert(table), rows)
