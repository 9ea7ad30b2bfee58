"""The names of a whole project: what is found in it, joined with what was decided."""

import hashlib
from collections.abc import Callable, Mapping

from sqlalchemy import Connection, func, select

from qualwb.acts.pseudonyms.entity import Entity, Place, Verdict
from qualwb.acts.pseudonyms.findings import Findings, Tell
from qualwb.acts.pseudonyms.material import Spot
from qualwb.acts.pseudonyms.reasons import reason
from qualwb.acts.pseudonyms.stored import Decisions, text_key
from qualwb.language.names import Name
from qualwb.language.names.aliases import AliasStyle, choose_aliases
from qualwb.language.names.entities import Occurrence, Referent, referents
from qualwb.language.names.generalising import generalised
from qualwb.language.names.inflection import written_as
from qualwb.model import Project, TextVersion
from qualwb.store.texts import hashes_in_use

Progress = Callable[[int, int], None]
"""What is told how far a long work has come: so much done, of so much. It may raise to break it off."""

STYLES = {False: AliasStyle.NAMES, True: AliasStyle.TAGS}
"""What aliases are like, by whether they are to be tags."""


def find(
    connection: Connection,
    progress: Progress = lambda _done, _whole: None,
    *,
    style: AliasStyle = AliasStyle.NAMES,
) -> tuple[Entity, ...]:
    """Everything that names somebody or something, with what was decided of it, in order of kind and name.

    What a blind round hides from whoever reads by the connection is not among the places: an act that
    replaces names finds on a connection that shows all. Nothing is written but the cache of parsed texts.
    ``progress`` is told the characters read, of all. ``style`` is that of proposed aliases. Raises
    ``PipelineError`` where there is no pipeline that works.
    """
    decisions = Decisions.read(connection)
    findings = Findings(connection, decisions, _telling(connection, progress))
    spots: dict[str, Spot] = {}
    occurrences: list[Occurrence] = []
    for spot, names in findings.everywhere():
        text = text_key(spot)
        spots[text] = spot
        occurrences += (_occurrence(text, spot, name, decisions) for name in names)
    grouped = referents(occurrences, decisions.joined())
    aliases = decisions.aliases()
    found = [referent for referent in grouped if referent.name not in aliases]
    proposed = choose_aliases(
        found,
        seed=seed_of(connection),
        style=style,
        material=findings.strings.values(),
        fixed=decisions.fixed(found),
    )
    return tuple(_entity(one, proposed[one.kind, one.name], decisions, spots) for one in found)


def seed_of(connection: Connection) -> str:
    """What the choice of aliases begins with: the same while the first source keeps its first text.

    It tells nothing to one who doesn't have that text, and is gone from a project that was sealed.
    """
    first = select(TextVersion.sha256).order_by(TextVersion.source_id, TextVersion.number).limit(1)
    begun = connection.execute(first).scalar() or connection.execute(select(Project.uid)).scalar_one()
    return hashlib.sha256(f"aliases {begun}".encode()).hexdigest()


def _telling(connection: Connection, progress: Progress) -> Tell:
    """What tells the progress how much was read of all, as each text is read."""
    in_use = hashes_in_use().with_only_columns(func.coalesce(func.sum(TextVersion.length), 0))
    whole, done = int(connection.execute(in_use).scalar_one()), 0
    progress(0, whole)

    def tell(length: int) -> None:
        nonlocal done
        done += length
        progress(done, whole)

    return tell


def _occurrence(text: str, spot: Spot, name: Name, decisions: Decisions) -> Occurrence:
    return Occurrence(
        text,
        name.start,
        name.end,
        name.text,
        decisions.kind_said(name.stem or name.text, name.kind.value),
        group=text if spot.is_text else "",
        stem=name.stem,
        gender=name.gender,
        sure=name.sure,
        why=name.why.value,
    )


def _entity(referent: Referent, proposed: str, decisions: Decisions, spots: Mapping[str, Spot]) -> Entity:
    row = decisions.of_name(referent.kind, referent.name, *referent.forms)
    verdict = Verdict(row["verdict"]) if row else Verdict.OPEN
    broader = generalised(referent)
    chosen = row["alias"] if row else ""
    alias = chosen or (broader if verdict is Verdict.GENERALISE else proposed)
    by_verdict = {Verdict.OPEN: alias, Verdict.REPLACE: alias, Verdict.GENERALISE: alias, Verdict.KEEP: ""}
    if verdict is not Verdict.GENERALISE:
        by_verdict[Verdict.GENERALISE] = broader
    return Entity(
        name=referent.name,
        kind=referent.kind,
        gender=referent.gender,
        verdict=verdict,
        alias=alias,
        sure=referent.sure or row is not None,
        why=reason(referent.why, referent.doubt),
        places=tuple(
            _place(one, spots[one.text], referent, verdict, by_verdict, decisions)
            for one in referent.occurrences
        ),
        forms=referent.forms,
    )


def _place(
    one: Occurrence,
    spot: Spot,
    referent: Referent,
    of_name: Verdict,
    by_verdict: Mapping[Verdict, str],
    decisions: Decisions,
) -> Place:
    own = decisions.of_place(spot.key, one.start, one.end) if spot.is_text else None
    alias = by_verdict[own or of_name]
    written = written_as(alias, referent.name, one.words, kind=referent.kind, forms=referent.forms)
    return Place(
        table=spot.table,
        column=spot.column,
        key=spot.key,
        start=one.start,
        end=one.end,
        words=one.words,
        path=spot.path,
        verdict=own,
        replacement=written if alias else one.words,
    )
