"""A project with the work of some rounds alone, for programs that know no rounds."""

from collections.abc import Collection
from dataclasses import replace

from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.portable.records import PortableProject
from qualwb.same_name import same_name


def in_rounds(project: PortableProject, names: Collection[str]) -> PortableProject:
    """The project with these rounds, by name, and what was coded, finished and decided in them; all for none.

    Raises ``QualwbError`` for a name that no round has.
    """
    if not names:
        return project
    known = {same_name(one.name): one.uid for one in project.rounds}
    for name in names:
        if same_name(name) not in known:
            raise QualwbError(
                _("There is no {kind} '{name}'.").format(kind=_("round"), name=name),
                _("There are: {names}.").format(names=", ".join(one.name for one in project.rounds)),
            )
    chosen = {known[same_name(name)] for name in names}
    return replace(
        project,
        rounds=tuple(one for one in project.rounds if one.uid in chosen),
        codings=tuple(one for one in project.codings if one.round in chosen),
        adjudications=tuple(one for one in project.adjudications if one.round in chosen),
        finished=tuple(one for one in project.finished if one.round in chosen),
    )


def coded_rounds(project: PortableProject) -> list[str]:
    """The names of the rounds in which something is coded, in their order."""
    used = {coding.round for coding in project.codings}
    return [one.name for one in project.rounds if one.uid in used]
