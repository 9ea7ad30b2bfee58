"""What a team wants to know of its project's server: who is there, by which rights, how far away it is."""

from dataclasses import dataclass

from qualwb.acts.projects import OpenProject
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.store.driver import chain_head
from qualwb.store.server_project import ServerProject


@dataclass(frozen=True, slots=True)
class Status:
    """A project on a server, as the login that asks finds it."""

    project: str
    """Where it lies, without password."""
    server: str
    """Name and version."""
    tls: str
    """Version and cipher of TLS; '' where the connection is not encrypted."""
    sslmode: str
    """How the address asks for TLS; '' where libpq's own rule holds, which takes it where it is offered."""
    by_network: bool
    """Whether the connection goes over a network, not over a socket of this machine."""
    login: str
    role: str
    """owner, lead, coder or reader; '' where the login has no part in the project."""
    coder: str
    """Whom the login codes as; '' for an owner, who may name any."""
    acts: int
    """Number of the newest act."""
    size: int
    """Bytes on the server."""
    latency: float
    """Seconds that a question takes there and back."""
    here: tuple[str, ...]
    """Logins that have the project open now, this one too."""

    @property
    def open_to_eavesdroppers(self) -> bool:
        """Whether what is read and written goes over a network as it is."""
        return self.by_network and not self.tls


def as_on_server(project: OpenProject) -> ServerProject:
    """The project as one on a server, for what a file has not. Raises ``QualwbError``."""
    if not isinstance(project, ServerProject):
        raise QualwbError(
            _("{project}: this project is a file, it has no members.").format(project=project.label),
            _("Bring it to a server: qualwb team publish FILE URL."),
        )
    return project


def status_of(project: OpenProject) -> Status:
    """Raises ``QualwbError`` for a project that is a file."""
    from qualwb.store.engines.postgresql import APPLICATION
    from qualwb.store.engines.postgresql.status import server_facts

    project = as_on_server(project)
    with project.reading_whole() as connection:
        acts, facts = chain_head(connection).number, server_facts(connection, APPLICATION)
    return Status(
        project.label,
        f"PostgreSQL {facts.version}",
        facts.tls,
        dict(project.address.options).get("sslmode", ""),
        facts.by_network,
        facts.login,
        facts.role,
        facts.coder,
        acts,
        facts.size,
        facts.latency,
        facts.here,
    )
