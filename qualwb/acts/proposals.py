"""What the researcher does with proposed themes, merges and splits: takes, changes or refuses them."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, and_, or_, select

from qualwb.acts import codes
from qualwb.acts.lookup import clean_name, find
from qualwb.acts.passages import StalePassage
from qualwb.acts.researcher import Researcher
from qualwb.acts.settings import put_setting, setting
from qualwb.acts.themes import link
from qualwb.acts.trees import new_theme
from qualwb.errors import QualwbError
from qualwb.localization import gettext as _
from qualwb.model import Code, Coding, Source, Theme
from qualwb.store import refused_proposals
from qualwb.store.refused_proposals import ProposalKind
from qualwb.store.texts import current_text


class PlaceOfPassage(NamedTuple):
    """Code points [start, end) of a source, and the words that stood there when it was proposed."""

    source: str
    start: int
    end: int
    words: str


class ThemeWithCodes(NamedTuple):
    """A theme with codes that it is to gather."""

    theme: str
    codes: tuple[str, ...]

    def is_as(self, other: "ThemeWithCodes") -> bool:
        """Whether the theme has the same name and the codes are the same, in whatever order."""
        return (clean_name(self.theme), set(self.codes)) == (clean_name(other.theme), set(other.codes))


def take_theme(
    researcher: Researcher,
    proposed: ThemeWithCodes,
    taken: ThemeWithCodes,
    reason: str = "",
    grounds: str = "",
) -> int:
    """Make a proposed theme, as one act; returns its key.

    The ``reason`` is the researcher's; the ``grounds`` for what is taken are the program's, and are kept with
    it as such. It is noted as changed when what is ``taken`` has another name or other codes than what was
    ``proposed``. Raises ``BadName`` for a name that is taken, and ``QualwbError`` where no code is left.
    """
    name, wanted = taken
    _verify_codes(wanted)
    answer = _answered("theme", changed=not taken.is_as(proposed))
    with researcher.act(answer, _why(reason, grounds)) as act:
        key = new_theme(act, clean_name(name))
        for code in wanted:
            link(act, key, find(act.connection, Code, code)["id"])
        act.summary = f"'{clean_name(name)}': {', '.join(wanted)}"
    return key


def join_theme(
    researcher: Researcher,
    proposed: ThemeWithCodes,
    taken: ThemeWithCodes,
    reason: str = "",
    grounds: str = "",
) -> None:
    """Let a theme gather codes that were proposed to join it, as one act. See ``take_theme``."""
    theme, wanted = taken
    _verify_codes(wanted)
    answer = _answered("theme", changed=not taken.is_as(proposed))
    with researcher.act(answer, _why(reason, grounds)) as act:
        row = find(act.connection, Theme, theme)
        for code in wanted:
            link(act, row["id"], find(act.connection, Code, code)["id"])
        act.summary = f"'{row['name']}' + {', '.join(wanted)}"


def take_merge(
    researcher: Researcher, chosen: Sequence[str], into: str, reason: str = "", grounds: str = ""
) -> int:
    """Merge codes as proposed, as one act; returns the key of the code that is left. See ``codes.merge``.

    It is noted as changed when they are merged into another code than one of them.
    """
    answer = _answered("merge", changed=into not in chosen)
    with researcher.act(answer, _why(reason, grounds)) as act:
        return codes.merge_within(act, chosen, into).key


def take_split(
    researcher: Researcher,
    code: str,
    new: str,
    places: Iterable[PlaceOfPassage],
    reason: str = "",
    grounds: str = "",
) -> int:
    """Move what is coded at the places to a new code beside it, as one act; returns its key.

    The codings of all coders and rounds that share text with a place. See ``codes.split``. Raises
    ``StalePassage`` when other words stand at one of the places now.
    """
    with researcher.act(_answered("split", changed=False), _why(reason, grounds)) as act:
        row = find(act.connection, Code, code)
        return codes.split_within(act, code, new, _codings_at(act.connection, row["id"], places))


def refuse(
    researcher: Researcher, kind: ProposalKind, key: Collection[str], chosen: Iterable[str], reason: str = ""
) -> None:
    """Note that a proposal is refused; what has its ``key`` is not proposed again until that is undone."""
    with researcher.act(f"{kind}_proposal.refuse", reason) as act:
        refused = refused_proposals.entry(kind, key)
        known = setting(act.connection, refused_proposals.SETTING) or []
        if refused not in known:
            put_setting(act, refused_proposals.SETTING, [*known, refused])
        act.summary = _("not together: {codes}").format(codes=", ".join(chosen))


def _codings_at(connection: Connection, code_id: int, places: Iterable[PlaceOfPassage]) -> list[int]:
    places = list(places)
    _refuse_stale(connection, places)
    wanted = [
        and_(Source.name == place.source, Coding.start < place.end, Coding.end > place.start)
        for place in places
    ]
    there = (
        select(Coding.id)
        .join(Source, Source.id == Coding.source_id)
        .where(Coding.code_id == code_id, Coding.orphaned_from.is_(None), or_(*wanted))
    )
    return list(connection.execute(there).scalars())


def _refuse_stale(connection: Connection, places: Sequence[PlaceOfPassage]) -> None:
    texts: dict[str, str] = {}
    for place in places:
        if place.source not in texts:
            texts[place.source] = current_text(connection, find(connection, Source, place.source)["id"])
        if texts[place.source][place.start : place.end] != place.words:
            said = _("{source} {start}-{end}: the text was changed meanwhile.")
            raise StalePassage(
                said.format(source=place.source, start=place.start, end=place.end),
                _("Look at the proposals again."),
            )


def _answered(kind: ProposalKind, *, changed: bool) -> str:
    return f"{kind}_proposal.{'change' if changed else 'accept'}"


def _verify_codes(wanted: Sequence[str]) -> None:
    if not wanted:
        raise QualwbError(_("No code is left of the proposal."), _("To have it proposed no more, refuse it."))


def _why(reason: str, grounds: str) -> str:
    """The researcher's reason, then what the program said, told apart."""
    said = _("the program proposed it: {grounds}").format(grounds=grounds) if grounds else ""
    return " · ".join(filter(None, (reason.strip(), said)))
