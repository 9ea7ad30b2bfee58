"""Acts on a server, done with the login of a coder: what the role allows, and how the rest is refused."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from qualwb.acts import codes, codings, corrections, memos, readings, rounds, saved_queries, themes
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.model import Change, Code, Coder, Coding
from qualwb.store.check import check
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.engines.postgresql.rights import Role
from qualwb.store.errors import NotPermitted
from qualwb.store.server_project import ServerProject
from tests.conftest import transcript_of
from tests.postgresql.cluster import Cluster
from tests.store.postgresql.team_rows import admit, database_of


@pytest.fixture
def address(database: str) -> str:
    """A project with one source, in which Bo has coded, and its logins."""
    with ServerProject.create(Address.parsed(database)) as project:
        owner = Researcher(project, "Bo")
        import_transcript(owner, transcript_of(), name="Intervju 1", group="Grupp 1")
        code(owner, "Ingen visste", "Oklart")
        with project.writing() as connection:
            for login, coder, role in (("anna", "Anna", Role.CODER), ("lena", "Lena", Role.LEAD)):
                admit(connection, login, coder, role)
            admit(connection, "rut", "Rut", Role.READER)
    return database


def at_work(server: Cluster, address: str, login: str) -> Iterator[Researcher]:
    url = server.url(database_of(address), role=login)
    with ServerProject.open(Address.parsed(url)) as project:
        yield Researcher(project, login.capitalize())


@pytest.fixture
def anna(server: Cluster, address: str) -> Iterator[Researcher]:
    """A coder."""
    yield from at_work(server, address, "anna")


@pytest.fixture
def lena(server: Cluster, address: str) -> Iterator[Researcher]:
    """A lead."""
    yield from at_work(server, address, "lena")


@pytest.fixture
def rut(server: Cluster, address: str) -> Iterator[Researcher]:
    """A reader."""
    yield from at_work(server, address, "rut")


def coded_by(who: Researcher) -> list[str]:
    """Whose codings they read, by name."""
    with who.project.reading() as connection:
        coders = select(Coder.name).join(Coding, Coding.coder_id == Coder.id).order_by(Coder.name)
        return list(connection.execute(coders).scalars())


def code(who: Researcher, words: str, name: str) -> tuple[int, ...]:
    with who.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju 1", words)
    return codings.apply(who, passage, [name], create=True).codings


def test_a_coder_codes_writes_and_takes_it_back(anna: Researcher) -> None:
    keys = code(anna, "mötena var bra", "Nytta")
    codings.cite(anna, keys)
    codes.describe(anna, "Oklart", definition="när ingen vet")
    codes.rename(anna, "Oklart", "Ovisshet")
    themes.create(anna, "Mening", codes=["Nytta", "Ovisshet"])
    memos.write(anna, "så tänker jag", target="code", name="Nytta")
    readings.mark_read(anna, ["Intervju 1"])
    rounds.finish(anna, ["Intervju 1"])
    saved_queries.save_query(anna, "min", {"code": "Nytta"})
    with anna.project.reading() as connection:
        done = connection.execute(select(Change.act).where(Change.coder == "Anna")).scalars().all()
    assert len(done) == 9
    for _act in done:
        anna.project.undo(coder="Anna")
    with anna.project.reading() as connection:
        assert connection.execute(select(Code.name)).scalars().all() == ["Oklart"]
        assert connection.execute(select(Coding.coder_id)).scalars().all() == [1]
        assert connection.execute(select(Coder.name)).scalars().all() == ["Bo"]


def test_what_is_anothers_is_refused_in_one_line_and_the_journal_tells_nothing(anna: Researcher) -> None:
    with anna.project.reading() as connection:
        keys = connection.execute(select(Coding.id)).scalars().all()
    before = anna.project.revision()
    for act in (
        lambda: codings.remove(anna, keys),
        lambda: codings.cite(anna, keys),
        lambda: codes.delete(anna, ["Oklart"]),
        lambda: codes.merge(anna, ["Oklart"], "Ovisshet"),
        lambda: rounds.new_round(anna, "två", blind=True),
        lambda: code(Researcher(anna.project, "Bo"), "dom gav mycket", "Oklart"),
        lambda: code(Researcher(anna.project, "Anna", "ny omgång"), "dom gav mycket", "Oklart"),
    ):
        with pytest.raises(NotPermitted):
            act()
    assert anna.project.revision() == before


def test_a_lead_does_what_coders_may_not(lena: Researcher) -> None:
    codes.merge(lena, ["Oklart"], "Ovisshet")
    rounds.new_round(lena, "två", blind=True)
    lena.project.undo(coder="Lena")
    lena.project.undo(coder="Lena")
    with pytest.raises(NotPermitted):
        code(Researcher(lena.project, "Bo"), "dom gav mycket", "Oklart")


def test_a_reader_reads(rut: Researcher) -> None:
    with rut.project.reading() as connection:
        assert connection.execute(select(Code.name)).scalars().all() == ["Oklart"]
    with pytest.raises(NotPermitted):
        memos.write(rut, "en tanke")


def test_a_coder_at_work_in_a_blind_round_meets_nothing_of_others(anna: Researcher, lena: Researcher) -> None:
    """Also of the round that is open, which the server shows to whoever goes on in it."""
    assert coded_by(anna) == ["Bo"]
    rounds.new_round(lena, "två", blind=True)
    blind = Researcher(anna.project, "Anna", "två")
    code(blind, "mötena var bra", "Oklart")
    assert coded_by(blind) == ["Anna"]
    assert coded_by(anna) == ["Anna", "Bo"]


def test_a_round_at_work_is_made_blind_by_a_lead(anna: Researcher, lena: Researcher) -> None:
    with pytest.raises(NotPermitted):
        rounds.make_blind(anna, "1")
    rounds.make_blind(lena, "1")
    assert coded_by(anna) == []
    lena.project.undo(coder="Lena")
    assert coded_by(anna) == ["Bo"]


def test_what_a_blind_round_hides_breaks_no_chain(anna: Researcher, address: str) -> None:
    """The act before Anna's is Bo's, which she does not see."""
    with ServerProject.open(Address.parsed(address)) as project:
        rounds.new_round(Researcher(project, "Bo"), "två", blind=True)
        code(Researcher(project, "Bo", "två"), "dom gav mycket", "Oklart")
        hidden = project.revision()
        code(Researcher(anna.project, "Anna", "två"), "mötena var bra", "Oklart")
        with anna.project.reading() as connection:
            assert hidden not in connection.execute(select(Change.id)).scalars().all()
        anna.project.undo(coder="Anna")
        assert check(project) == []
        assert anna.project.revision() == project.revision() == hidden + 2


def test_nothing_comes_back_where_a_hidden_act_put_other_words(anna: Researcher, lena: Researcher) -> None:
    rounds.new_round(lena, "blind", blind=True)
    blind = Researcher(anna.project, "Anna", "blind")
    keys = code(blind, "mötena var bra", "Oklart")
    code(Researcher(lena.project, "Lena", "blind"), "mötena var bra", "Oklart")
    codings.remove(blind, keys)
    with lena.project.reading() as connection:
        first = passage_quoted(connection, "Intervju 1", "Hur var det")
    corrections.replace(lena, "Intervju 1", first.start, first.start, "Jaha. ")
    with pytest.raises(QualwbError):
        anna.project.undo(coder="Anna")
    with anna.project.reading() as connection:
        assert connection.execute(select(Coding.id).where(Coding.id.in_(keys))).all() == []
