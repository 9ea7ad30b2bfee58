"""The 32 items of COREQ by number and name, with what each asks in our own words.

Tong, A., Sainsbury, P. & Craig, J. (2007). Consolidated criteria for reporting qualitative research (COREQ).
International Journal for Quality in Health Care 19(6), 349-357.
"""

from qualwb.exchange.checklists.items import Item
from qualwb.localization import gettext as _


def coreq_items() -> tuple[Item, ...]:
    """The items in the language in use."""
    parts = (
        (_("Research team and reflexivity"), _team()),
        (_("Study design"), _design()),
        (_("Analysis and findings"), _analysis()),
    )
    rows = [(part, name, asks) for part, items in parts for name, asks in items]
    return tuple(Item("coreq", n, part, name, asks) for n, (part, name, asks) in enumerate(rows, 1))


def _team() -> tuple[tuple[str, str], ...]:
    return (
        (_("Interviewer/facilitator"), _("Who led the groups or interviews?")),
        (_("Credentials"), _("Which degrees and titles do the researchers have?")),
        (_("Occupation"), _("What did the researchers work as at the time of the study?")),
        (_("Gender"), _("Which gender do the researchers have?")),
        (_("Experience and training"), _("What had they done and learnt of this kind of research before?")),
        (_("Relationship established"), _("Did researchers and participants know each other beforehand?")),
        (
            _("Participant knowledge of the interviewer"),
            _("What did the participants know of the researchers and of why they do this study?"),
        ),
        (
            _("Interviewer characteristics"),
            _("What is told of the leaders of the talks: interests, assumptions, reasons, possible bias?"),
        ),
    )


def _design() -> tuple[tuple[str, str], ...]:
    return (
        (
            _("Methodological orientation and theory"),
            _("On which tradition does the study build, such as content analysis or grounded theory?"),
        ),
        (_("Sampling"), _("How were participants chosen: purposively, by convenience, through others?")),
        (_("Method of approach"), _("How were they asked: in person, by letter, telephone, e-mail?")),
        (_("Sample size"), _("How many took part?")),
        (_("Non-participation"), _("How many declined, dropped out or did not come, and why?")),
        (_("Setting of data collection"), _("Where did the talks take place?")),
        (
            _("Presence of non-participants"),
            _("Was anybody present besides participants and researchers?"),
        ),
        (_("Description of sample"), _("What matters to know of the participants, and when did they meet?")),
        (_("Interview guide"), _("Is the guide with its questions shown? Was it tried out beforehand?")),
        (_("Repeat interviews"), _("Did anybody meet more than once, and how often?")),
        (_("Audio/visual recording"), _("Were the talks recorded, as sound or picture?")),
        (_("Field notes"), _("Were notes taken during or after the talks?")),
        (_("Duration"), _("How long did the talks last?")),
        (_("Data saturation"), _("Is saturation discussed: used by which rule, or not used and why?")),
        (_("Transcripts returned"), _("Did participants get their transcripts to comment or correct?")),
    )


def _analysis() -> tuple[tuple[str, str], ...]:
    return (
        (_("Number of data coders"), _("How many coded the data?")),
        (_("Description of the coding tree"), _("Is the coding tree described?")),
        (_("Derivation of themes"), _("Were the themes set beforehand, or did they grow out of the data?")),
        (_("Software"), _("Which program managed the data?")),
        (_("Participant checking"), _("Did participants comment on the findings?")),
        (_("Quotations presented"), _("Do quotes show the themes, and is it told whose group each is from?")),
        (_("Data and findings consistent"), _("Do the data bear out what is claimed?")),
        (_("Clarity of major themes"), _("Do the main themes stand out clearly?")),
        (_("Clarity of minor themes"), _("Are diverging cases and minor themes described?")),
    )
