"""What a report is to hold, as it is chosen on its screen, and how the choices are shown."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Self

from qualwb.analysis.selection import Selection
from qualwb.analysis.who_counts import MODERATOR_COUNTS
from qualwb.exchange.checklists.checklists import TITLES
from qualwb.exchange.report.answers import Wishes
from qualwb.localization import gettext as _
from qualwb.workbench.screens.item_answers import FoundItems

TICKED, UNTICKED = "[x]", "[ ]"
SECTIONS = ("method", "reflexivity", "overview", "themes", "framework", "analyses", "appendix")
AGREEMENT = "agreement"
CHECKLISTS: dict[str, tuple[str, ...]] = {
    "both": ("coreq", "srqr"),
    "coreq": ("coreq",),
    "srqr": ("srqr",),
    "none": (),
}


@dataclass(frozen=True, slots=True)
class ReportChoices:
    """What the report is to hold."""

    without: tuple[str, ...] = ()
    """Sections that are left out."""
    quotes: str = "cited"
    full_citations: bool = False
    checklists: str = "both"
    """One of ``CHECKLISTS``."""
    moderator: bool = MODERATOR_COUNTS
    check_names: bool = True
    """Tell afterwards which quotes may tell who somebody is."""

    def wishes(self, round_: str) -> Wishes:
        """The same as wishes for a report."""
        return Wishes(
            Selection(rounds=(round_,), moderator=self.moderator),
            self.quotes,
            self.full_citations,
            CHECKLISTS[self.checklists],
            without=self.without,
        )

    @classmethod
    def from_kept(cls, kept: dict[str, Any]) -> Self:
        """What was chosen last; what is not known is passed over."""
        defaults = cls()
        fitting = {
            one.name: kept[one.name]
            for one in fields(cls)
            if type(kept.get(one.name)) is type(getattr(defaults, one.name))
        }
        if fitting.get("checklists") not in CHECKLISTS:
            fitting.pop("checklists", None)
        if fitting.get("quotes") not in ("cited", "all"):
            fitting.pop("quotes", None)
        left_out = tuple(name for name in SECTIONS if name in kept.get("without", ()))
        return replace(defaults, **fitting, without=left_out)

    def to_keep(self) -> dict[str, Any]:
        """The same as JSON holds it."""
        return {**asdict(self), "without": list(self.without)}

    def turned(self, name: str) -> "ReportChoices":
        """With a section in it or not, or with the next value of another choice."""
        if name in SECTIONS:
            kept = tuple(one for one in self.without if one != name)
            return replace(self, without=kept if name in self.without else (*self.without, name))
        match name:
            case "quotes":
                return replace(self, quotes="all" if self.quotes == "cited" else "cited")
            case "full_citations":
                return replace(self, full_citations=not self.full_citations)
            case "moderator":
                return replace(self, moderator=not self.moderator)
            case "checklists":
                names = list(CHECKLISTS)
                return replace(self, checklists=names[(names.index(self.checklists) + 1) % len(names)])
        return replace(self, check_names=not self.check_names)


@dataclass(frozen=True, slots=True)
class ShownChoice:
    """A choice as it is shown: what is chosen, and what that means."""

    name: str
    sign: str
    title: str
    chosen: str
    about: str


def shown_choices(choices: ReportChoices) -> Iterator[ShownChoice]:
    """All choices: the sections of the report, then how it is made."""
    for name, (title, about) in _sections().items():
        kept = name not in choices.without
        yield ShownChoice(
            name, TICKED if kept else UNTICKED, title, _("in the report") if kept else _("left out"), about
        )
    cited = choices.quotes == "cited"
    yield ShownChoice(
        "quotes",
        "",
        _("Quotes"),
        _("key quotes where a theme has any, else the first of each group") if cited else _("all passages"),
        _("The key quotes of each theme, or where it has none the first of each group; or all passages."),
    )
    yield ShownChoice(
        "full_citations",
        _tick(choices.full_citations),
        _("Cite by speaker and turns"),
        _("a working version") if choices.full_citations else _("by group alone"),
        _("What is published cites by group alone; speaker and turns are for work within the team."),
    )
    lists = " · ".join(TITLES[name] for name in CHECKLISTS[choices.checklists])
    yield ShownChoice(
        "checklists",
        "",
        _("Checklists"),
        lists or _("none"),
        _("The lists that stand in the appendix, and whose items are listed below."),
    )
    yield ShownChoice(
        "moderator",
        _tick(choices.moderator),
        _("Count the moderator"),
        _("with the moderator") if choices.moderator else _("without the moderator"),
        _("Whether what the moderator and the observer say is counted too."),
    )
    yield ShownChoice(
        "check_names",
        _tick(choices.check_names),
        _("Look for names"),
        _("told when it is written") if choices.check_names else _("not told"),
        _(
            "Tells which quotes, definitions and summaries hold names, places or numbers that may "
            "tell who somebody is; answers to the checklists are for you to read."
        ),
    )


def shown_of_team(found: FoundItems) -> Iterator[ShownChoice]:
    """What the team says of agreement; saturation stands among the items."""
    nothing_said = _("on codes, once two have coded a source (nothing is said)")
    yield ShownChoice(
        AGREEMENT,
        "",
        _("Agreement between the coders"),
        nothing_said if found.agreement is None else found.agreement.in_words,
        _("Whether the method tells how well the coders agree, on what and whose; or why it does not."),
    )


def _tick(on: bool) -> str:
    return TICKED if on else UNTICKED


def section_title(name: str) -> str:
    """What a section is called."""
    return _sections()[name][0]


def reflexivity_told() -> str:
    """What the part on reflexivity is made of."""
    return _(
        "Memos of the kind 'reflexivity': what researchers wrote of their own part. Answers to checklists "
        "stand in the appendix."
    )


def _sections() -> dict[str, tuple[str, str]]:
    """The sections by name: what they are called, and what stands in them."""
    return {
        "method": (_("Method"), _("Groups, participants, coders, anonymity, how is counted.")),
        "reflexivity": (_("Reflexivity"), reflexivity_told()),
        "overview": (_("Overview of the themes"), _("Themes by groups, as figure and table.")),
        "themes": (_("Themes"), _("Each theme: what it says, what bears it out, its quotes.")),
        "framework": (_("Framework matrix"), _("Your summaries of themes by groups.")),
        "analyses": (_("Analyses"), _("Saturation, participation, co-occurrence.")),
        "appendix": (_("Appendix"), _("Codebook, how codes and themes came about, checklists.")),
    }
