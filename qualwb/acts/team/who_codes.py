"""Who codes in a project: on a server a login is one coder, in a file whoever says so."""

import getpass
from dataclasses import dataclass

from qualwb.acts.projects import OpenProject
from qualwb.acts.researcher import coder_of_copy
from qualwb.acts.team.members import who_asks
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.safe_text import cleaned
from qualwb.store.server_project import ServerProject
from qualwb.user_folders import choices


def coder_in(project: OpenProject, named: str = "") -> str:
    """The coder: whom the login is, who is named, or whom the copy was split off for; '' if none of these.

    Raises ``QualwbError`` when another coder is named than the one that the login is.
    """
    if isinstance(project, ServerProject):
        coder, _role = who_asks(project)
        if coder is not None:
            if named and cleaned(named) != coder:
                raise QualwbError(
                    _("{project}: your login codes as {coder}, not as {other}.").format(
                        project=project.label, coder=coder, other=named
                    ),
                    _("Leave out --coder ($QUALWB_CODER), or log in as that coder."),
                )
            return coder
    return named or coder_of_copy(project)


def own_name() -> str:
    """The name that the user keeps for coding, in all projects; '' until the workbench has asked for it."""
    name = choices().get("coder")
    return name if isinstance(name, str) else ""


def login_name() -> str:
    """Who codes where nobody says so: whom the machine takes the user for."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "coder"


LEADING = ("lead", "owner")
"""Roles of those who set up the work."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What whoever has a project open is in it."""

    leads: bool
    """Whether they may set up the work: on a server its leads and its owner, in a file all."""
    chooses_coder: bool
    """Whether they may work as any coder: a login of a server is one."""


def standing_in(project: OpenProject) -> Standing:
    """The standing of whoever has it open."""
    if not isinstance(project, ServerProject):
        return Standing(leads=True, chooses_coder=True)
    coder, role = who_asks(project)
    return Standing(leads=role in LEADING, chooses_coder=coder is None)


def may_lead(project: OpenProject) -> bool:
    """Whether whoever has it open may set up the work."""
    return standing_in(project).leads
