"""Acts of every kind on a project far away, each on things of its own, by number."""

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import select

from qualwb.acts import (
    codes,
    codings,
    corrections,
    memos,
    people,
    print_versions,
    questions,
    readings,
    rounds,
    saved_queries,
    sources,
    suggestions,
    summaries,
    themes,
    turn_borders,
)
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import Passage, passage_at
from qualwb.acts.researcher import Researcher
from qualwb.acts.source_rows import Origin
from qualwb.acts.suggestions import Offer
from qualwb.model import Code, Coding
from qualwb.store.server_project import ServerProject
from qualwb.transcripts.transcript import Transcript
from tests.conftest import transcript_of
from tests.postgresql.slow_network import SlowNetwork

SETS = 3
"""Of each kind of thing there are so many, so that an act can be done as often."""

Act = Callable[[], object]


@dataclass
class Far:
    """A researcher on a far server."""

    project: ServerProject
    network: SlowNetwork
    me: Researcher = field(init=False)

    def __post_init__(self) -> None:
        self.me = Researcher(self.project, "Karin")

    def waits(self, act: Act) -> int:
        """How often an act waits for the server."""
        before = self.network.waits
        act()
        return self.network.waits - before

    def passage(self, n: int, start: int, end: int) -> Passage:
        """A passage of the n-th source."""
        with self.project.reading() as connection:
            return passage_at(connection, f"S{n}", start, end)

    def codings(self, code: str) -> list[int]:
        """The codings of a code."""
        of_code = select(Coding.id).join(Code, Code.id == Coding.code_id).where(Code.name == code)
        with self.project.reading() as connection:
            return list(connection.execute(of_code.order_by(Coding.id)).scalars())

    def undo(self) -> object:
        """Undo my newest act."""
        return self.project.undo(coder=self.me.coder)


def talk(n: int, *more: tuple[str, str]) -> Transcript:
    """What is said in the n-th source."""
    said = (
        ("Moderator", f"Berätta {n}."),
        ("Lo", f"Det var {n} gånger bättre än så."),
        ("Eva", "Ja, så är det."),
    )
    return transcript_of((*said, *more))


def fill(me: Researcher) -> None:
    """The things that acts are done on."""
    for name in ("ett", "två", "tre"):
        codes.create(me, name)
    themes.create(me, "Tema", codes=["ett"])
    questions.add_questions(me, [(f"F{n}", f"Fråga {n}") for n in range(SETS)])
    for n in range(SETS):
        import_transcript(me, talk(n), name=f"Z{n}", group=f"G{n}")
    for n in range(SETS):
        _fill_set(me, n)


def _fill_set(me: Researcher, n: int) -> None:
    import_transcript(me, talk(n), name=f"S{n}", group=f"G{n}")
    codes.create(me, f"kod {n}")
    codes.create(me, f"barn {n}", parent=f"kod {n}")
    with me.project.reading() as connection:
        first, second, third = (passage_at(connection, f"S{n}", at, at + 6) for at in (1, 14, 22))
    codings.apply(me, first, [f"kod {n}", "ett"])
    codings.apply(me, second, [f"kod {n}", f"barn {n}"])
    memos.write(me, "tanke", target="code", name=f"kod {n}")
    memos.write(me, "vid orden", target="passage", passage=third)
    suggestions.refuse(me, third, Offer(f"kod {n}", 1))
    for theme in ("tema", "annat"):
        themes.create(me, f"{theme} {n}", codes=[f"kod {n}", "ett"])
        summaries.set_summary(me, f"{theme} {n}", "G1", "samma")
    print_versions.write(me, first, "tryckt")
    saved_queries.save_query(me, f"q{n}", {"text": "x"})
    readings.mark_read(me, [f"S{n}"])


def code(far: Far, n: int) -> Act:
    passage = far.passage(n, 3, 9)
    return lambda: codings.apply(far.me, passage, ["ett"])


def code_with_two(far: Far, n: int) -> Act:
    passage = far.passage(n, 3, 9)
    return lambda: codings.apply(far.me, passage, ["ett", f"ny {n}"], create=True)


def take_away(far: Far, n: int) -> Act:
    keys = far.codings(f"kod {n}")
    return lambda: codings.remove(far.me, keys)


def cite(far: Far, n: int) -> Act:
    keys = far.codings(f"kod {n}")
    return lambda: codings.cite(far.me, keys)


def move_edges(far: Far, n: int) -> Act:
    (key, *_rest), passage = far.codings(f"kod {n}"), far.passage(n, 2, 8)
    return lambda: codings.move_edges(far.me, key, passage)


def recode(far: Far, n: int) -> Act:
    keys = far.codings(f"kod {n}")
    return lambda: codings.recode(far.me, keys, "tre")


def take_suggestion(far: Far, n: int) -> Act:
    passage = far.passage(n, 3, 9)
    return lambda: suggestions.accept(far.me, passage, Offer("ett", 1))


def choose_another(far: Far, n: int) -> Act:
    passage, offers = far.passage(n, 3, 9), [Offer("två", 1), Offer("tre", 2)]
    return lambda: suggestions.code(far.me, passage, ["ett"], offers)


def refuse_suggestion(far: Far, n: int) -> Act:
    passage = far.passage(n, 3, 9)
    return lambda: suggestions.refuse(far.me, passage, Offer("ett", 1))


def new_code(far: Far, n: int) -> Act:
    return lambda: codes.create(far.me, f"ny {n}", parent="ett")


def rename_code(far: Far, n: int) -> Act:
    return lambda: codes.rename(far.me, f"kod {n}", f"annan {n}")


def describe_code(far: Far, n: int) -> Act:
    return lambda: codes.describe(far.me, f"kod {n}", definition="regel")


def move_code(far: Far, n: int) -> Act:
    return lambda: codes.move(far.me, [f"barn {n}"], "två")


def merge_codes(far: Far, n: int) -> Act:
    """Of two codings on one passage one goes."""
    return lambda: codes.merge(far.me, [f"kod {n}", f"barn {n}"], f"kod {n}")


def merge_codes_into_new(far: Far, n: int) -> Act:
    return lambda: codes.merge(far.me, [f"kod {n}"], f"ny {n}")


def split_code(far: Far, n: int) -> Act:
    keys = far.codings(f"kod {n}")
    return lambda: codes.split(far.me, f"kod {n}", f"ny {n}", keys[:1])


def delete_code(far: Far, n: int) -> Act:
    return lambda: codes.delete(far.me, [f"kod {n}"])


def new_theme(far: Far, n: int) -> Act:
    return lambda: themes.create(far.me, f"nytt {n}", codes=["ett", "två"])


def gather(far: Far, n: int) -> Act:
    return lambda: themes.add_codes(far.me, f"tema {n}", ["två", "tre"])


def take_out(far: Far, n: int) -> Act:
    return lambda: themes.remove_codes(far.me, [(f"tema {n}", "ett")])


def move_cards(far: Far, n: int) -> Act:
    return lambda: themes.move_codes(far.me, [(f"tema {n}", f"kod {n}")], "Tema")


def rename_theme(far: Far, n: int) -> Act:
    return lambda: themes.rename(far.me, f"tema {n}", f"bytt {n}")


def claim(far: Far, n: int) -> Act:
    return lambda: themes.describe(far.me, f"tema {n}", claim="så är det")


def move_theme(far: Far, n: int) -> Act:
    return lambda: themes.move(far.me, [f"tema {n}"], "Tema")


def merge_themes(far: Far, n: int) -> Act:
    return lambda: themes.merge(far.me, [f"tema {n}", f"annat {n}"], f"tema {n}")


def split_theme(far: Far, n: int) -> Act:
    return lambda: themes.split(far.me, f"tema {n}", f"nytt {n}", [f"kod {n}"])


def delete_theme(far: Far, n: int) -> Act:
    return lambda: themes.delete(far.me, [f"tema {n}"])


def write_memo(far: Far, n: int) -> Act:
    return lambda: memos.write(far.me, "tanke", target="code", name=f"kod {n}")


def rewrite_memo(far: Far, n: int) -> Act:
    key = memos.write(far.me, "tanke", target="code", name=f"kod {n}")
    return lambda: memos.rewrite(far.me, key, "bättre tanke")


def delete_memo(far: Far, n: int) -> Act:
    key = memos.write(far.me, "tanke", target="code", name=f"kod {n}")
    return lambda: memos.delete(far.me, key)


def write_summary(far: Far, n: int) -> Act:
    return lambda: summaries.set_summary(far.me, f"tema {n}", "G2", "ny")


def rewrite_summary(far: Far, n: int) -> Act:
    return lambda: summaries.set_summary(far.me, f"tema {n}", "G1", "annan")


def clear_summary(far: Far, n: int) -> Act:
    return lambda: summaries.clear_summary(far.me, f"tema {n}", "G1")


def print_otherwise(far: Far, n: int) -> Act:
    """What is printed now is read first."""
    passage = far.passage(n, 1, 7)
    return lambda: print_versions.write(far.me, passage, "annat")


def print_verbatim(far: Far, n: int) -> Act:
    passage = far.passage(n, 1, 7)
    return lambda: print_versions.clear(far.me, passage)


def save_query(far: Far, n: int) -> Act:
    return lambda: saved_queries.save_query(far.me, f"q{n}", {"text": "y"})


def mark_read(far: Far, n: int) -> Act:
    return lambda: readings.mark_read(far.me, [f"S{n}"])


def finish(far: Far, n: int) -> Act:
    return lambda: rounds.finish(far.me, [f"S{n}"])


def correct(far: Far, n: int) -> Act:
    return lambda: corrections.replace(far.me, f"S{n}", 10, 22, "X")


def correct_passage(far: Far, n: int) -> Act:
    passage = far.passage(n, 14, 30)
    return lambda: corrections.replace_passage(far.me, passage, "något annat")


def take_changed_file(far: Far, n: int) -> Act:
    return lambda: corrections.reimport(far.me, f"S{n}", talk(n, ("Ny", "sist")), Origin("f.txt", f"{n}"))


def import_source(far: Far, n: int) -> Act:
    return lambda: import_transcript(far.me, talk(n), name=f"Ny {n}", group=f"Ny {n}")


def rename_source(far: Far, n: int) -> Act:
    return lambda: sources.rename_source(far.me, f"S{n}", f"Bytt {n}")


def describe_group(far: Far, n: int) -> Act:
    return lambda: sources.describe_group(far.me, f"G{n}", kommun="K")


def move_source(far: Far, n: int) -> Act:
    return lambda: sources.move_source(far.me, f"S{n}", f"Ny {n}")


def delete_source(far: Far, n: int) -> Act:
    """A copy is fetched and verified first: two waits of these."""
    return lambda: sources.delete_source(far.me, f"S{n}")


def delete_group(far: Far, n: int) -> Act:
    """A copy is fetched and verified first: two waits of these."""
    return lambda: sources.delete_group(far.me, f"G{n}")


def split_turn(far: Far, n: int) -> Act:
    return lambda: turn_borders.split_turn(far.me, f"S{n}", 22)


def join_turns(far: Far, n: int) -> Act:
    return lambda: turn_borders.join_turns(far.me, f"S{n}", 1)


def move_border(far: Far, n: int) -> Act:
    return lambda: turn_borders.move_border(far.me, f"S{n}", 1, 17)


def give_role(far: Far, n: int) -> Act:
    return lambda: people.set_role(far.me, f"S{n}", "Lo", "moderator")


def rename_speaker(far: Far, n: int) -> Act:
    return lambda: people.rename_speaker(far.me, f"S{n}", "Lo", "Loa")


def join_speakers(far: Far, n: int) -> Act:
    return lambda: people.rename_speaker(far.me, f"S{n}", "Lo", "Eva")


def name_participant(far: Far, n: int) -> Act:
    return lambda: people.set_participant(far.me, f"S{n}", "Lo", f"Alias {n}")


def name_turn(far: Far, n: int) -> Act:
    return lambda: people.set_turn_speaker(far.me, f"S{n}", [2], "Eva")


def name_turn_anew(far: Far, n: int) -> Act:
    return lambda: people.set_turn_speaker(far.me, f"S{n}", [2], "Ny")


def place_question(far: Far, n: int) -> Act:
    return lambda: questions.place(far.me, f"S{n}", {1: "F1", 2: f"Ny {n}"}, create=True)


def delete_question(far: Far, n: int) -> Act:
    return lambda: questions.delete_question(far.me, f"F{n}")


def undo_coding(far: Far, n: int) -> Act:
    code(far, n)()
    return far.undo


def undo_parts(far: Far, n: int) -> Act:
    code(far, n)()
    return lambda: far.project.undo_parts(coder=far.me.coder)


def undo_merging(far: Far, n: int) -> Act:
    merge_codes(far, n)()
    return far.undo


def undo_correcting(far: Far, n: int) -> Act:
    correct(far, n)()
    return far.undo


def redo_coding(far: Far, n: int) -> Act:
    code(far, n)()
    far.undo()
    return lambda: far.project.redo(coder=far.me.coder)


def redo_correcting(far: Far, n: int) -> Act:
    correct(far, n)()
    far.undo()
    return lambda: far.project.redo(coder=far.me.coder)
