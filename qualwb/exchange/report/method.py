"""The section on method: what the project knows of its groups, people, coders and codings."""

from collections.abc import Iterator

from qualwb.act_words import act_in_words
from qualwb.analysis.method_facts import MethodFacts
from qualwb.analysis.small_cells import SMALL_CELL, SMALL_SIGN, is_small, small_cell_note
from qualwb.analysis.who_counts import left_out_note
from qualwb.analysis.word_counts import word_definition
from qualwb.exchange.agreement_words import solved_in_words
from qualwb.exchange.numbers import clock
from qualwb.exchange.privacy_words import privacy_in_words
from qualwb.exchange.report.agreement import agreement_blocks
from qualwb.exchange.report.answers import Answers
from qualwb.exchange.report.blocks import Block, FactList, Figure, Heading, Paragraph
from qualwb.exchange.report.figures import composition_figure
from qualwb.exchange.saturation_words import saturation_in_words
from qualwb.exchange.tables.table import Table
from qualwb.localization import gettext as _
from qualwb.localization import ngettext


def method(found: Answers) -> Iterator[Block]:
    """The groups, the participants, the coders, and how is counted."""
    facts = found.method
    yield Heading(1, _("Method"))
    yield Paragraph(_("Read from the project; what it does not know is for the researchers to add."))
    for file, numbers in facts.missing_chapters.items():
        yield Paragraph(
            ngettext(
                "The printed report '{file}' lacks chapter {numbers}: what it quotes is not known here.",
                "The printed report '{file}' lacks chapters {numbers}: what they quote is not known here.",
                len(numbers),
            ).format(file=file, numbers=", ".join(numbers))
        )
    yield FactList(groups_table(facts))
    circumstances = circumstances_table(facts)
    if len(circumstances.columns) > 1:
        yield FactList(circumstances)
    if facts.attributes:
        yield FactList(attributes_table(facts))
    if composed := composition_figure(found):
        yield Figure(composed)
    yield Paragraph(" ".join(privacy(found)), _("Anonymity."))
    if facts.readings:
        told = _("{coder} {n} of {k}")
        read = [told.format(coder=coder, n=n, k=facts.sources) for coder, n in facts.readings.items()]
        yield Paragraph(", ".join(read) + ".", _("Sources read through uncoded."))
    yield FactList(coders_table(facts))
    if origins := origins_in_words(facts):
        yield Paragraph(origins, _("How the codings came about."))
    yield from counting(found)
    yield from agreement_blocks(found.agreement, found.agreement_choice, solved_in_words(facts, found.solved))


def origins_in_words(facts: MethodFacts) -> str:
    """How many codings came about which way; '' where all were put by hand, one by one."""
    told = [origin_in_words(origin, n) for origin, n in facts.origins]
    return f"{', '.join(told)}." if any(origin != "manual" for origin, _n in facts.origins) else ""


def origin_in_words(origin: str, n: int) -> str:
    """So many codings that came about in a way."""
    said = {
        "manual": ngettext("{n} by hand", "{n} by hand", n),
        "suggestion": ngettext("{n} suggested and taken", "{n} suggested and taken", n),
        "in vivo": ngettext("{n} in the talk's own words", "{n} in the talk's own words", n),
        "autocode": ngettext("{n} found by a search and ticked", "{n} found by a search and ticked", n),
        "report": ngettext(
            "{n} quote of a printed report, under its heading",
            "{n} quotes of a printed report, under its headings",
            n,
        ),
        "import": ngettext("{n} from another program", "{n} from other programs", n),
        "merge": ngettext("{n} from a colleague's copy", "{n} from a colleague's copy", n),
        "consensus": ngettext("{n} by agreement or decision", "{n} by agreement or decision", n),
    }
    return said.get(origin, "{n} " + origin).format(n=n)


def counting(found: Answers) -> Iterator[Block]:
    """What a word is, who is left out of the counts, and whether saturation is used."""
    yield Paragraph(word_definition(), _("Words."))
    roles = left_out_note(found.matrix.excluded) if found.matrix.excluded else _("Left out: nobody")
    yield Paragraph(
        _(
            "{roles}. Passages where nobody else speaks are not counted among those of themes and codes; the"
            " turns and words of a group are those of all who speak."
        ).format(roles=roles),
        _("Counts."),
    )
    if found.choice is not None:
        yield Paragraph(f"{saturation_in_words(found.choice)}.")


def privacy(found: Answers) -> Iterator[str]:
    """How the participants' anonymity was kept, in the project file and in this report."""
    yield from privacy_in_words(found.privacy)
    if found.wishes.full_citations:
        yield _("Quotes are cited with speaker and turns: this is a working version.")
    else:
        yield _("Quotes are cited by group alone.")
        if alone := [group.name for group in found.method.groups if group.participants == 1]:
            said = _("Of these groups it tells who speaks, for one person alone takes part: {names}.")
            yield said.format(names=", ".join(alone))
    small = sum(is_small(count.participants) for count in found.method.attributes)
    if small:
        yield ngettext(
            "{n} value that fewer than {least} participants share is marked in the table of participants.",
            "{n} values that fewer than {least} participants share are marked in the table of participants.",
            small,
        ).format(n=small, least=SMALL_CELL)
    elif found.method.attributes:
        said = _("Each value in the table of participants is shared by at least {least} participants.")
        yield said.format(least=SMALL_CELL)


def reflexivity(found: Answers) -> Iterator[Block]:
    """What the researchers wrote of their own part in it, as it stands; nothing where they wrote nothing."""
    if not found.reflexivity:
        return
    yield Heading(1, _("Reflexivity"))
    for memo in found.reflexivity:
        lead = f"{memo.coder}."
        for text in filter(None, map(str.strip, memo.text.split("\n"))):
            yield Paragraph(text, lead, written=True)
            lead = ""


def groups_table(facts: MethodFacts) -> Table:
    """Size and talk of each group; how long it took where any is known."""
    timed = any(group.seconds for group in facts.groups)
    return Table(
        (
            *(_("Group"), _("Participants"), _("Moderators"), _("Observers"), _("Turns"), _("Words")),
            *((_("Length"),) if timed else ()),
        ),
        [
            (
                *(group.name, group.participants, group.moderators, group.observers),
                *(group.turns, group.words, *((clock(group.seconds),) if timed else ())),
            )
            for group in facts.groups
        ],
        title=_("The groups"),
        numeric=frozenset(range(1, 7)),
    )


def circumstances_table(facts: MethodFacts) -> Table:
    """What the researcher has noted about each group: date, place and the like."""
    names = list(dict.fromkeys(name for group in facts.groups for name in group.attributes))
    return Table(
        (_("Group"), *names),
        [(group.name, *(group.attributes.get(name, "") for name in names)) for group in facts.groups],
        title=_("About the groups"),
    )


def attributes_table(facts: MethodFacts) -> Table:
    """How many people bear each value of each attribute, with a warning for small cells."""
    return Table(
        (_("Attribute"), _("Value"), _("Participants")),
        [
            (
                count.name,
                count.value + (f" {SMALL_SIGN}" if is_small(count.participants) else ""),
                count.participants,
            )
            for count in facts.attributes
        ],
        title=_("The participants"),
        notes=(small_cell_note(),) if facts.has_small_cells else (),
        numeric=frozenset({2}),
    )


def coders_table(facts: MethodFacts) -> Table:
    """How much each coder coded in each round."""
    return Table(
        (_("Coder"), _("Round"), _("Codings"), _("Sources")),
        [(row.coder, row.round, row.codings, row.sources) for row in facts.rounds],
        title=_("The coders"),
        notes=(_("All codings, also of turns that are not counted elsewhere."),),
        numeric=frozenset({2, 3}),
    )


def derivation_table(facts: MethodFacts) -> Table:
    """The acts that made the codes and themes what they are, oldest first, undone ones left out."""
    return Table(
        (_("Date"), _("Coder"), _("Act"), _("What"), _("Reason")),
        [(act.at[:10], act.coder, act_in_words(act.act), act.summary, act.reason) for act in facts.deriving],
        title=_("How codes were changed and themes came about"),
    )
