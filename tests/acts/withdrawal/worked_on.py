"""A project in which a participant has left their words wherever words can be left."""

from dataclasses import replace

from qualwb.acts import (
    codes,
    codings,
    corrections,
    memos,
    people,
    print_versions,
    projects,
    rounds,
    saved_queries,
    sources,
    suggestions,
    summaries,
    themes,
)
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import Passage, passage_quoted
from qualwb.acts.researcher import Researcher
from qualwb.store.search import refresh_index
from tests.conftest import transcript_of

HERS = (
    "Chefen låste in nycklarna till förrådet varje fredag kväll, så var det.",
    "Det fick vi höra av vaktmästaren på tisdagen efter.",
    "Ja.",
    "Min syster i Vetlanda sa att hon aldrig hade sett något liknande förut.",
)
OTHERS = (
    "Hur var det hos er?",
    "Jag minns inte det som Åsa säger, men vi hade ett eget skåp nere i källaren.",
    "Åsas chef var min chef också, och han var snäll mot oss som jobbade där.",
    "Ja.",
)
TALK = (
    ("Moderator", OTHERS[0]),
    ("Åsa", HERS[0]),
    ("Björn", OTHERS[1]),
    ("Åsa", HERS[1]),
    ("Cia", OTHERS[2]),
    ("Åsa", HERS[2]),
    ("Björn", OTHERS[3]),
)
SECOND = (("Moderator", "Vad hände sen?"), ("Å", HERS[3]), ("Björn", "Då får vi väl gå vidare till nästa."))
ELSEWHERE = (("Åsa", "I vår grupp heter jag också Åsa och har inget skåp alls."), ("Dan", "Nej, Åsa."))


def words_of(who: Researcher, source: str, quote: str) -> Passage:
    """The passage of these words."""
    with who.project.reading() as connection:
        return passage_quoted(connection, source, quote)


def work_on(karin: Researcher) -> None:
    """Two sources of a group, another group with the same alias, two coders, a blind round, all work."""
    bo = replace(karin, coder="Bo")
    import_transcript(karin, transcript_of(TALK), name="Intervju 1", group="Grupp 1")
    import_transcript(karin, transcript_of(SECOND), name="Intervju 2", group="Grupp 1")
    import_transcript(karin, transcript_of(ELSEWHERE), name="Intervju 3", group="Grupp 2")
    people.set_participant(karin, "Intervju 2", "Å", "Åsa")
    people.describe_participant(karin, "Grupp 1", "Åsa", yrke="undersköterska", role="participant")
    _code(karin, bo)
    _write(karin)
    rounds.new_round(karin, "blind", blind=True)
    hidden = replace(bo, round="blind")
    codings.apply(hidden, words_of(bo, "Intervju 1", "nycklarna till förrådet"), ["lås"], create=True)
    suggestions.refuse(hidden, words_of(bo, "Intervju 1", "vaktmästaren"), suggestions.Offer("lås", 1))
    import_transcript(karin, transcript_of((("Åsa", f"Sa jag det? {HERS[0]}"),)), name="Utkast")
    sources.delete_source(karin, "Utkast")
    corrections.replace(karin, "Intervju 1", 0, 3, "Men hur")
    refresh_index(karin.project)
    projects.back_up(karin.project)


def _code(karin: Researcher, bo: Researcher) -> None:
    for who, quote, code in (
        (karin, "Chefen låste in nycklarna", "makt"),
        (bo, "låste in nycklarna till förrådet", "makt"),
        (karin, "varje fredag kväll, så var det. Jag minns inte det som Åsa säger", "minne"),
        (karin, "vi hade ett eget skåp", "skåp"),
        (bo, "han var snäll mot oss", "makt"),
    ):
        codings.apply(who, words_of(who, "Intervju 1", quote), [code], create=True, cited=True)
    done = codings.apply(karin, words_of(karin, "Intervju 2", "aldrig hade sett något liknande"), ["makt"])
    themes.create(karin, "Nycklar", codes=["makt"])
    summaries.set_summary(karin, "Nycklar", "Grupp 1", "Någon höll i dem.", codings=list(done.codings))
    summaries.set_summary(karin, "Nycklar", "Grupp 1", "Hon såg det hända.", participant="Åsa")
    gone = codings.apply(karin, words_of(karin, "Intervju 1", "höra av vaktmästaren"), ["makt"])
    codings.remove(karin, gone.codings)
    codes.create(karin, f"In vivo: {HERS[3][:-1]}")
    codes.describe(karin, "makt", examples=f"”{HERS[0]}”", definition="När någon annan håller i nyckeln.")


def _write(karin: Researcher) -> None:
    memos.write(karin, "Arg?", target="passage", passage=words_of(karin, "Intervju 1", "varje fredag kväll"))
    memos.write(karin, "Hon dröjer på svaret.", target="participant", name="Åsa", group="Grupp 1")
    memos.write(karin, f"Tänk på: {HERS[3]} Är det så?")
    memos.write(karin, "Åsa pratar mest i början.", target="source", name="Intervju 2")
    print_versions.write(karin, words_of(karin, "Intervju 1", HERS[1]), HERS[1].replace("höra", "veta"))
    suggestions.refuse(
        karin, words_of(karin, "Intervju 1", "Chefen låste"), suggestions.Offer("skåp", 1), "fel ord"
    )
    saved_queries.save_query(
        karin, "Hennes", {"participants": ["Cia"], "text": "nycklarna till förrådet varje fredag"}
    )
