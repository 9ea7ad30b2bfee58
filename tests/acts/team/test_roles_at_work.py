"""What the work is set up by is for leads; each coder's own work goes on without it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from qualwb.acts import codings, rounds
from qualwb.acts.codebooks import Codebook, CodeEntry, add_codebook
from qualwb.acts.files import import_transcript
from qualwb.acts.own_codings import OthersCodings
from qualwb.acts.passages import passage_at
from qualwb.acts.researcher import Researcher, working_round
from qualwb.acts.team.members import change_role, invite
from qualwb.acts.team.who_codes import Standing, standing_in
from qualwb.store.engines.postgresql.address import Address
from qualwb.store.engines.postgresql.rights import Role
from qualwb.store.errors import NotFound, NotPermitted
from qualwb.store.server_project import ServerProject
from tests.conftest import transcript_of
from tests.postgresql.cluster import Cluster
from tests.projects import new_project
from tests.states import rows


@pytest.fixture
def owner(database: str) -> Iterator[ServerProject]:
    """A project with a second round, as its owner has it open."""
    with ServerProject.create(Address.parsed(database)) as project:
        rounds.new_round(Researcher(project, "Karin"), "två")
        yield project


@pytest.fixture
def logged_in(server: Cluster, owner: ServerProject) -> Iterator[Callable[[str, Role], ServerProject]]:
    """Opens the project as a new member."""
    with ExitStack() as opened:

        def log_in(login: str, role: Role) -> ServerProject:
            invite(owner, login, login.title(), role)
            address = Address.parsed(server.url(owner.address.database, role=login))
            return opened.enter_context(ServerProject.open(address))

        yield log_in


def test_a_coders_own_work_goes_on_in_another_round(
    owner: ServerProject, logged_in: Callable[[str, Role], ServerProject]
) -> None:
    bo = Researcher(logged_in("bo", Role.CODER), "Bo")
    with pytest.raises(NotPermitted):
        rounds.use_round(bo, "två")
    before = owner.revision()
    assert rounds.go_on_in(bo, "TVÅ") == "två"
    assert (owner.revision(), working_round(owner)) == (before, "1")
    with pytest.raises(NotFound):
        rounds.go_on_in(bo, "tre")


def test_a_lead_says_where_all_begin(
    owner: ServerProject, logged_in: Callable[[str, Role], ServerProject]
) -> None:
    eva = Researcher(logged_in("eva", Role.LEAD), "Eva")
    assert rounds.go_on_in(eva, "två") == "två"
    assert working_round(owner) == "1"
    rounds.use_round(eva, "två")
    assert working_round(owner) == "två"


@pytest.mark.parametrize(("role", "leads"), [(Role.READER, False), (Role.CODER, False), (Role.LEAD, True)])
def test_who_leads(
    owner: ServerProject, logged_in: Callable[[str, Role], ServerProject], role: Role, leads: bool
) -> None:
    assert standing_in(owner) == Standing(leads=True, chooses_coder=True)
    assert standing_in(logged_in("bo", role)) == Standing(leads=leads, chooses_coder=False)


@pytest.mark.file_only
def test_in_a_file_everybody_leads_and_all_go_on_in_one_round(tmp_path: Path) -> None:
    with new_project(tmp_path / "p.qwb") as project:
        karin = Researcher(project, "Karin")
        rounds.new_round(karin, "två")
        assert standing_in(project) == Standing(leads=True, chooses_coder=True)
        rounds.go_on_in(karin, "två")
        assert working_round(project) == "två"


def test_a_coder_from_whom_a_round_hides_something_adds_a_codebook_all_the_same(
    owner: ServerProject, logged_in: Callable[[str, Role], ServerProject]
) -> None:
    karin = Researcher(owner, "Karin")
    import_transcript(karin, transcript_of((("Anna", "Vi vill veta mer."),)), name="Intervju 1")
    with owner.reading() as connection:
        passage = passage_at(connection, "Intervju 1", 0, 2)
    codings.apply(karin, passage, ["syfte"], create=True)
    rounds.new_round(karin, "blind", blind=True)
    codings.apply(replace(karin, round="blind"), passage, ["vi"], create=True)
    bo = Researcher(logged_in("bo", Role.CODER), "Bo")
    added = add_codebook(bo, Codebook("x", codes=(CodeEntry("frågor"),)))
    assert added.new_codes == ("frågor",)
    assert rows(bo, "SELECT name FROM code WHERE name = 'frågor'") == ["frågor"]


def test_a_coder_is_told_whose_the_codings_are_that_are_not_theirs_to_change(
    owner: ServerProject, logged_in: Callable[[str, Role], ServerProject]
) -> None:
    karin = Researcher(owner, "Karin")
    import_transcript(karin, transcript_of((("Anna", "Vi vill veta mer."),)), name="Intervju 1")
    with owner.reading() as connection:
        passage, other = (passage_at(connection, "Intervju 1", 0, end) for end in (2, 7))
    (hers,) = codings.apply(karin, passage, ["syfte"], create=True).codings
    bo = Researcher(logged_in("bo", Role.CODER), "Bo")
    (his, _vi) = codings.apply(bo, passage, ["syfte", "vi"], create=True).codings
    before = owner.revision()
    acts: list[Callable[[], object]] = [
        lambda: codings.remove(bo, [his, hers]),
        lambda: codings.cite(bo, [hers]),
        lambda: codings.recode(bo, [hers], "vi"),
        lambda: codings.move_edges(bo, hers, other),
    ]
    for act in acts:
        with pytest.raises(OthersCodings, match="by Karin"):
            act()
    assert owner.revision() == before
    codings.remove(bo, [his])
    codings.remove(Researcher(logged_in("eva", Role.LEAD), "Eva"), [hers])


def test_a_reader_is_told_of_the_role_where_no_coding_is_anothers(
    owner: ServerProject, logged_in: Callable[[str, Role], ServerProject]
) -> None:
    bo = Researcher(logged_in("bo", Role.CODER), "Bo")
    import_transcript(
        Researcher(owner, "Karin"), transcript_of((("Anna", "Vi vill veta."),)), name="Intervju 1"
    )
    with owner.reading() as connection:
        passage = passage_at(connection, "Intervju 1", 0, 2)
    (his,) = codings.apply(bo, passage, ["syfte"], create=True).codings
    change_role(owner, "bo", Role.READER)
    with pytest.raises(NotPermitted, match="your role") as told:
        codings.remove(bo, [his])
    assert not isinstance(told.value, OthersCodings)
