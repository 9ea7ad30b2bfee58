"""The 21 items of SRQR by number and name, with what each asks in our own words.

O'Brien, B. C., Harris, I. B., Beckman, T. J., Reed, D. A. & Cook, D. A. (2014). Standards for reporting
qualitative research: a synthesis of recommendations. Academic Medicine 89(9), 1245-1251.
"""

from qualwb.exchange.checklists.items import Item
from qualwb.localization import gettext as _

Asked = tuple[str, str, tuple[int, ...]]
"""Name, what is asked, and the items of COREQ whose answers serve."""


def srqr_items() -> tuple[Item, ...]:
    """The items in the language in use."""
    parts = (
        (_("Title and abstract"), _front()),
        (_("Introduction"), _introduction()),
        (_("Methods"), _methods()),
        (_("Results/findings"), _results()),
        (_("Discussion"), _discussion()),
        (_("Other"), _other()),
    )
    rows = [(part, *asked) for part, items in parts for asked in items]
    return tuple(Item("srqr", n, *row) for n, row in enumerate(rows, 1))


def _front() -> tuple[Asked, ...]:
    return (
        (_("Title"), _("Does the title tell what is studied, and that the study is qualitative?"), ()),
        (_("Abstract"), _("Are background, aim, method, results and conclusions summed up?"), ()),
    )


def _introduction() -> tuple[Asked, ...]:
    return (
        (_("Problem formulation"), _("What is the problem, why does it matter, what is known of it?"), ()),
        (_("Purpose or research question"), _("What is the aim, and which questions are asked?"), ()),
    )


def _methods() -> tuple[Asked, ...]:
    return (
        (
            _("Qualitative approach and research paradigm"),
            _("Which approach, theory and view of knowledge guide the study, and why?"),
            (9,),
        ),
        (
            _("Researcher characteristics and reflexivity"),
            _("Who are the researchers, how are they related to the field, how does it colour the study?"),
            (1, 2, 3, 4, 5, 6, 7, 8),
        ),
        (_("Context"), _("In which setting and circumstances was the study made?"), (14,)),
        (
            _("Sampling strategy"),
            _("How and why were participants chosen, and when were there enough of them?"),
            (10, 11, 22),
        ),
        (
            _("Ethical issues"),
            _("Was the study reviewed ethically, how was consent given, how are people protected?"),
            (),
        ),
        (
            _("Data collection methods"),
            _("Which data were gathered, when and how, and did that change on the way?"),
            (18, 20, 21),
        ),
        (
            _("Data collection instruments and technologies"),
            _("Which guide and which equipment were used, and did they change on the way?"),
            (17, 19),
        ),
        (
            _("Units of study"),
            _("How many people, groups or documents are there, and of what kind?"),
            (12, 13, 16),
        ),
        (
            _("Data processing"),
            _("How were the data transcribed, stored, checked, coded and made anonymous?"),
            (23,),
        ),
        (_("Data analysis"), _("How were themes found and developed, and by whom?"), (24, 25, 26, 27)),
        (
            _("Techniques to enhance trustworthiness"),
            _("What was done to make the analysis trustworthy, and why?"),
            (28,),
        ),
    )


def _results() -> tuple[Asked, ...]:
    return (
        (
            _("Synthesis and interpretation"),
            _("Which are the main findings, and what do they mean?"),
            (31, 32),
        ),
        (_("Links to empirical data"), _("Which quotes, notes or pictures bear the findings out?"), (29, 30)),
    )


def _discussion() -> tuple[Asked, ...]:
    return (
        (
            _("Integration with prior work, implications, transferability and contribution"),
            _("How do the findings fit earlier work, where else may they hold, and what do they add?"),
            (),
        ),
        (_("Limitations"), _("What weakens the trustworthiness of the findings?"), ()),
    )


def _other() -> tuple[Asked, ...]:
    return (
        (_("Conflicts of interest"), _("Who could have swayed the study, and how was that handled?"), ()),
        (_("Funding"), _("Who paid, and what say did they have in the study?"), ()),
    )
