"""Settings that belong to the project and go with its file: the round of work, the marks of transcription."""

from typing import Any

from sqlalchemy import Connection, select

from qualwb.acts.lookup import clean_name
from qualwb.acts.researcher import Researcher
from qualwb.errors import QualwbError
from qualwb.language.transcription_marks import Preset, preset_named
from qualwb.localization import gettext as _
from qualwb.model import Project, Round
from qualwb.store.journal import Act
from qualwb.store.open_project import ensure_round

__all__ = ["Preset", "marks_preset", "round_names", "set_marks", "set_round"]


def set_round(researcher: Researcher, name: str) -> str:
    """Let new codings go to the round of that name, made when new; returns the name as stored."""
    name = clean_name(name)
    with researcher.act("project.settings") as act:
        ensure_round(act, name)
        put_setting(act, "round", name)
        act.summary = _("round '{name}'").format(name=name)
    return name


def set_marks(researcher: Researcher, preset: str) -> None:
    """Say which tradition of transcription the marks of the transcripts follow. Raises ``QualwbError``."""
    if preset not in list(Preset):
        raise QualwbError(
            _("There is no tradition '{name}'.").format(name=preset),
            _("Choose: {names}.").format(names=", ".join(Preset)),
        )
    with researcher.act("project.settings") as act:
        put_setting(act, "marks", str(preset))
        act.summary = _("marks: {name}").format(name=preset)


def marks_preset(connection: Connection) -> Preset:
    """The tradition that the project's marks follow; Swedish practice where nothing is said."""
    return preset_named(setting(connection, "marks"))


def setting(connection: Connection, name: str) -> Any:
    """A setting of the project as JSON holds it; None where nothing is said."""
    settings: dict[str, Any] = connection.execute(select(Project.settings)).scalar_one()
    return settings.get(name)


def put_setting(act: Act, name: str, value: Any) -> None:
    """Within an act: a setting of the project, fit for JSON; None takes it away."""
    settings = act.connection.execute(select(Project.settings)).scalar_one()
    kept = {key: known for key, known in settings.items() if key != name}
    act.update(Project, 1, settings=kept if value is None else {**kept, name: value})


def round_names(connection: Connection) -> tuple[str, ...]:
    """The rounds, in order."""
    return tuple(connection.execute(select(Round.name).order_by(Round.position, Round.id)).scalars())
