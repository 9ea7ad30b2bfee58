"""Choices by their English or their Swedish name, whatever the language in use."""

from collections.abc import Iterable, Sequence
from typing import Any

import click

from qualwb.localization import language

SWEDISH = {
    "themes": "teman",
    "codes": "koder",
    "groups": "grupper",
    "sources": "källor",
    "column": "kolumn",
    "row": "rad",
    "speakers": "talare",
    "participants": "deltagare",
    "questions": "frågor",
    "coders": "kodare",
    "passages": "passager",
    "words": "ord",
    "presence": "förekomst",
    "numbers": "antal",
    "percent": "procent",
    "extent": "bredd",
    "quotes": "citat",
    "summaries": "sammanfattningar",
    "cited": "nyckelcitat",
    "all": "alla",
    "theme": "tema",
    "group": "grupp",
    "time": "tid",
    "length": "längd",
    "sentence": "mening",
    "turn": "replik",
    "table": "tabell",
    "memo": "memo",
    "impression": "intryck",
    "question": "fråga",
    "idea": "idé",
    "decision": "beslut",
    "condensation": "kondensering",
    "reflexivity": "reflexivitet",
    "method": "metod",
    "overview": "översikt",
    "framework": "ramverk",
    "analyses": "analyser",
    "appendix": "bilaga",
    "blank": "tomt",
    "both": "båda",
    "none": "ingen",
    "laughter": "skratt",
    "stress": "betoning",
    "filler": "utfyllnad",
    "repetition": "upprepning",
    "dialect": "dialekt",
    "ethics": "etik",
    "mark": "tecken",
    "other": "annat",
    "first": "först",
    "earlier": "tidigare",
    "later": "senare",
    "last": "sist",
    "participant": "deltagare",
    "observer": "observatör",
    "unknown": "okänd",
    "published": "publicerad",
    "gold": "facit",
    "name": "namn",
    "folder": "mapp",
    "yes": "ja",
    "no": "nej",
    "ask": "fråga",
    "definitions": "definitioner",
    "candidates": "kandidater",
    "similar": "liknande",
    "missed": "missad",
    "other-code": "annan-kod",
    "border": "gräns",
    "as-codes": "som-koder",
    "as-themes": "som-teman",
    "u-alpha": "u-alfa",
    "alpha": "alfa",
    "names": "namn",
    "code": "kod",
    "coder": "kodare",
    "reader": "läsare",
    "lead": "ledare",
    "reason": "skäl",
    "hundred": "hundra",
    "proposal": "förslag",
    "tags": "beteckningar",
    "pseudonyms": "pseudonymer",
    "sets": "mängder",
    "keep": "behåll",
    "find": "hitta",
    "sure": "säkra",
    "place": "plats",
    "address": "adress",
    "phone": "telefon",
    "email": "e-post",
    "url": "webbadress",
    "orgnummer": "organisationsnummer",
    "birthdate": "födelsedatum",
    "plate": "registreringsnummer",
    "indirect": "indirekt",
    "convert": "konvertera",
    "remove": "ta-bort",
}
"""The Swedish name of a choice; one that is not here has the same name in both languages."""


def in_english(word: str, choices: Iterable[str]) -> str:
    """The choice that ``word`` names in Swedish; the word itself when it names none."""
    return next((choice for choice in choices if SWEDISH.get(choice) == word.casefold()), word)


def shown(choice: str) -> str:
    """The name of a choice in the language in use."""
    return SWEDISH.get(choice, choice) if language() == "sv" else choice


class BilingualChoice(click.Choice[str]):
    """One of the choices, by either name; help and errors name them in the language in use."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return super().convert(in_english(str(value), self.choices), param, ctx)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002
        return f"[{'|'.join(map(shown, self.choices))}]"

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        names = BilingualChoice([shown(choice) for choice in self.choices])
        return click.Choice.get_invalid_choice_message(names, value, ctx)


class BilingualOption(click.Option):
    """An option whose default, a choice, is named in the language in use."""

    def get_help_extra(self, ctx: click.Context) -> click.types.OptionHelpExtra:
        extra = super().get_help_extra(ctx)
        if "default" in extra:
            extra["default"] = shown(extra["default"])
        return extra


def chosen_on_terminal(question: str, choices: Sequence[str], *, default: str) -> str:
    """Ask for one of the choices, on stderr. Raises ``click.Abort`` at the end of the input or for ctrl+c."""
    answer: str = click.prompt(
        f"{question} ({', '.join(map(shown, choices))})",
        type=BilingualChoice(choices),
        default=shown(default),
        show_choices=False,
        err=True,
    )
    return answer


class BilingualName(click.ParamType):
    """One of the choices, by either name, or another word, as the name of an attribute."""

    name = "text"

    def __init__(self, choices: Sequence[str]) -> None:
        self.choices = tuple(choices)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ARG002
        return in_english(str(value), self.choices)
