"""A project with names in every kind of field: two groups, two coders."""

from collections.abc import Sequence

from qualwb.acts import codes, codings, memos, summaries, themes
from qualwb.acts.files import import_transcript
from qualwb.acts.passages import passage_quoted
from qualwb.acts.people import describe_participant
from qualwb.acts.pseudonyms.choosing import entity_named
from qualwb.acts.pseudonyms.entity import Entity
from qualwb.acts.pseudonyms.found import find
from qualwb.acts.researcher import Researcher
from tests.conftest import transcript_of

FIRST = (
    ("Moderator", "Var bor ni någonstans?"),
    ("Åsa", "Jag bor i Eksjö och jobbar med Anna Bergström på kommunen."),
    ("D1", "Annas chef heter Göran, han ringde 070-123 45 67 i går."),
    ("Åsa", "Det är en björn i skogen, sa Anna."),
    ("Flera", "[skratt]"),
)
SECOND = (
    ("Moderator", "Och ni då?"),
    ("Björn", "Åsa och jag träffade Göran i Eksjö, skriv till goran.ek@eksjo.se om det."),
    ("D1", "Sen såg vi Björns syster. Vi åkte hem."),
)


def write_material(researcher: Researcher) -> None:
    """Names in texts, labels, a code, a memo, attributes and a summary."""
    import_transcript(researcher, transcript_of(FIRST), name="Intervju Eksjö", group="Grupp 1")
    import_transcript(researcher, transcript_of(SECOND), name="Intervju 2", group="Grupp 2")
    with researcher.project.reading() as connection:
        passage = passage_quoted(connection, "Intervju Eksjö", "jobbar med Anna Bergström")
    codings.apply(researcher, passage, ["Görans ledarskap"], create=True)
    codes.describe(researcher, "Görans ledarskap", definition="När Göran nämns som chef.")
    describe_participant(researcher, "Grupp 1", "Åsa", ort="Eksjö", chef="Göran")
    memos.write(researcher, "Anna Bergström verkar vara viktig för Åsa.", target="source", name="Intervju 2")
    themes.create(researcher, "Stöd", codes=["Görans ledarskap"])
    summaries.set_summary(researcher, "Stöd", "Grupp 1", "I Eksjö är det Göran som bestämmer.")


def names_of(researcher: Researcher) -> Sequence[Entity]:
    """The names as the researcher may see them."""
    with researcher.project.reading() as connection:
        return find(connection)


def name_of(researcher: Researcher, name: str) -> Entity:
    """One of them."""
    return entity_named(names_of(researcher), name)
