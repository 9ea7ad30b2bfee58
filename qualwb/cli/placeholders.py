"""What stands for a value in the help of a command (``FILE``, ``NAME``), in the language in use."""

import re

import click

from qualwb.localization import language

SWEDISH = {
    "ALIAS": "ALIAS",
    "ATTRIBUTES": "ATTRIBUT",
    "BACKUP": "KOPIA",
    "CODE": "KOD",
    "CODER": "KODARE",
    "CODES": "KODER",
    "COPY": "KOPIA",
    "DATE": "DATUM",
    "DIR": "MAPP",
    "DIRECTORY": "MAPP",
    "END": "SLUT",
    "FILE": "FIL",
    "FILES": "FILER",
    "FIRST": "FÖRSTA",
    "FLOAT": "TAL",
    "FOLDER": "MAPP",
    "FORMS": "FORMER",
    "GROUP": "GRUPP",
    "HOW": "HUR",
    "INTEGER": "HELTAL",
    "KEY": "NYCKEL",
    "LABEL": "ETIKETT",
    "LOGIN": "INLOGGNING",
    "NAME": "NAMN",
    "NAMES": "NAMN",
    "NEW_NAME": "NYTT_NAMN",
    "NUMBER": "TAL",
    "NUMBERS": "TAL",
    "OTHER": "ANNAN",
    "OUTPUT": "UT",
    "OUT": "UT",
    "PATH": "SÖKVÄG",
    "PLACE": "PLATS",
    "POSITION": "LÄGE",
    "REASON": "SKÄL",
    "ROLE": "ROLL",
    "ROUND": "OMGÅNG",
    "RULE": "REGEL",
    "SECOND": "ANDRA",
    "SIGN": "TECKEN",
    "SOURCE": "KÄLLA",
    "SOURCES": "KÄLLOR",
    "SPEAKER": "TALARE",
    "START": "START",
    "STARTS": "STARTER",
    "STEP": "STEG",
    "TARGET": "MÅL",
    "TEXT": "TEXT",
    "THEME": "TEMA",
    "TO": "TILL",
    "TOPIC": "ÄMNE",
    "TURN": "REPLIK",
    "TURNS": "REPLIKER",
    "VALUE": "VÄRDE",
    "WHAT": "VAD",
    "WORDS": "ORD",
    "YYYY-MM-DD": "ÅÅÅÅ-MM-DD",
}
"""The Swedish word for each; one that is not here is the same in both languages."""

_WORD = re.compile(r"[A-Z][A-Z_]*(?:-[A-Z]+)*")
_RANGE = re.compile(r" RANGE\b")
"""Which numbers are taken stands at the end of an option's help."""


def placeholder(metavar: str) -> str:
    """What click puts for a value, in the language in use."""
    metavar = _RANGE.sub("", metavar)
    if language() != "sv":
        return metavar
    return _WORD.sub(lambda word: _in_swedish(word[0]), metavar)


def _in_swedish(word: str) -> str:
    return SWEDISH.get(word) or "-".join(SWEDISH.get(part, part) for part in word.split("-"))


def name_placeholders(command: click.Command) -> None:
    """Let the values of a command's parameters be called in the language in use."""
    ctx = click.Context(command)
    for parameter in command.params:
        takes_value = not (isinstance(parameter, click.Option) and parameter.is_flag)
        if takes_value and not isinstance(parameter.type, click.Choice):
            parameter.metavar = placeholder(parameter.make_metavar(ctx))
