"""What a report claims of a theme's spread over groups, held against what is coded.

A claim is free text, Swedish or English. Only where it says one thing of groups that can be counted (all,
most, several, n of k ...) is it judged; what is vague, restricted or said twice is left to the reader.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from qualwb.analysis.scope import Scope
from qualwb.analysis.selection import Selection
from qualwb.localization import gettext as _
from qualwb.model import Coding, Theme
from qualwb.store.together import together

NOT_BORNE_OUT = "(!)"
"""Stands beside a theme whose claim the codings do not bear out."""

Range = tuple[int, int]
"""The fewest and the most groups that a claim allows."""

_SWEDISH = ("en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
_ENGLISH = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {word: n for words in (_SWEDISH, _ENGLISH, ("single",)) for n, word in enumerate(words, 1)}
_NUMBER = rf"(?:\d{{1,3}}|{'|'.join(_NUMBERS)})"
_GROUPS = r"(?:fokus)?(?:focus[ -])?(?:grupp(?:en|er|erna)?|groups?)\b"
_PHRASE = re.compile(
    rf"""\b(?:
      (?P<n>{_NUMBER})\s?(?:av|of|/)\s?(?:(?:de|the)\s)?(?P<k>{_NUMBER})\s{_GROUPS}
    | (?P<all>alla|samtliga|all|varje|every|each)\s(?:of\s)?(?:(?:de|the)\s)?
        (?:(?P<all_k>{_NUMBER})\s)?{_GROUPS}
    | (?P<most>de\sflesta(?:\sav)?|flertalet|majoriteten\sav|merparten\sav|most(?:\sof)?|the\smajority\sof
        |(?:mer|fler|more)\s(?:än|than)\s(?:hälften\sav|half\s(?:of\s)?)|över\shälften\sav)\s?
        (?:(?:de|the)\s)?(?:{_NUMBER}\s)?{_GROUPS}
    | (?P<several>flera|många|several|many|(?:mer|fler)\sän\sen|more\sthan\sone|båda|bägge|both(?:\sof)?)\s
        (?:(?:de|the)\s)?{_GROUPS}
    | (?P<some>några|vissa|somliga|some|a\sfew)\s(?:of\s)?(?:(?:av|de|the)\s)*{_GROUPS}
    | (?P<none>ingen|inga|no)\s{_GROUPS}
    | (?P<exact>{_NUMBER})\s(?:enda\s)?(?:(?:av|of)\s)?(?:the\s)?{_GROUPS}
    )""",
    re.VERBOSE,
)
_SHORT = re.compile(
    rf"(?:(?P<n>{_NUMBER})\s?(?:av|of|/)\s?(?P<k>{_NUMBER})|(?P<all>alla|samtliga|all)(?:\s(?P<all_k>{_NUMBER}))?)"
)
"""A claim that is nothing but its number."""
NEAR = 30
"""Characters before a phrase that can change what it means."""
_IN = r"(?:\s(?:i|in|av|hos|by))?\s$"
_NEGATED = re.compile(rf"\b(?:inte|ej|icke|not){_IN}")
_ALMOST = re.compile(rf"\b(?:nästan|så gott som|i stort sett|i princip|almost|nearly|virtually){_IN}")
_AT_LEAST = re.compile(rf"\b(?:minst|åtminstone|at least){_IN}")
_AT_MOST = re.compile(rf"\b(?:högst|max|at most){_IN}")
_MORE = re.compile(rf"\b(?:mer|fler|more) (?:än|than){_IN}")
_VAGUE = re.compile(rf"\b(?:kanske|ungefär|cirka|omkring|perhaps|about|around){_IN}")
_NARROWED = re.compile(
    r",? (?:utom|förutom|med undantag|except|but|apart|save)\b"
    r"| (?:som|med|utan|där|inom|från|i (?!studien|materialet|undersökningen)|which|that|with|without|where"
    r"|whose|from|of|in (?!the (?:study|material|data)))\b"
)
_COMPARED = re.compile(
    r"\b(?:mest|flest|starkast|tydligast|främst|framför allt|särskilt|i synnerhet"
    r"|mostly|mainly|chiefly|strongest|especially|above all)\b"
)
"""Says of one group more than of another, which no number of groups bears out."""
_ENDS = re.compile(r"\s*(?:$|[.,;:()!–-])")


@dataclass(frozen=True, slots=True)
class ClaimedSpread:
    """A claim beside its evidence: coded in ``groups`` of ``of_groups``."""

    claim: str
    groups: int
    of_groups: int

    @property
    def holds(self) -> bool | None:
        """Whether the codings bear the claim out; None where that can't be told."""
        claimed = claimed_groups(self.claim, self.of_groups)
        return None if claimed is None else claimed[0] <= self.groups <= claimed[1]

    def __str__(self) -> str:
        return _("{claim}; coded in {n} of {k} groups").format(
            claim=self.claim, n=self.groups, k=self.of_groups
        )


def claimed_groups(claim: str, of_groups: int) -> Range | None:
    """How many of the groups a claim speaks of, as fewest and most; None where it can't be told."""
    text = " ".join(claim.casefold().split())
    if short := _SHORT.fullmatch(text.strip(" .")):
        return _meant(short, "", of_groups)
    if _COMPARED.search(text):
        return None
    ranges = {_range(phrase, text, of_groups) for phrase in _PHRASE.finditer(text)}
    return ranges.pop() if len(ranges) == 1 else None


def judged_claims(connection: Connection, scope: Scope) -> Mapping[int, str]:
    """The claims by the keys of their themes, where codings of the scope can bear them out at all.

    A part of the material can't, nor can the quotes of a printed report, which keeps examples.
    """
    if not _is_whole(scope.selection):
        return {}
    coded = select(Coding.id).where(Coding.origin != "report", Coding.orphaned_from.is_(None))
    claims = select(Theme.id, Theme.claim).where(Theme.claim != "")
    any_coded, found = together(
        connection,
        lambda asked: asked.execute(coded.limit(1)).first(),
        lambda asked: asked.execute(claims).all(),
    )
    return {} if any_coded is None else {theme: claim for theme, claim in found}  # noqa: C416


def not_borne_out_note(spreads: Iterable[tuple[str, ClaimedSpread]]) -> Iterator[str]:
    """The line of a table's foot that names the themes whose claims the codings do not bear out, if any."""
    named = [f"{theme} ({spread})" for theme, spread in spreads if spread.holds is False]
    if named:
        said = _("{sign} claim not borne out by the codings: {themes}")
        yield said.format(sign=NOT_BORNE_OUT, themes="; ".join(named))


def _is_whole(selection: Selection) -> bool:
    narrowed = (
        *(selection.coders, selection.groups, selection.sources, selection.codes, selection.participants),
        *(selection.attributes, selection.text, selection.slices),
    )
    return not any(narrowed) and selection.cited is None


def _range(phrase: re.Match[str], text: str, k: int) -> Range | None:
    before, after = text[max(phrase.start() - NEAR, 0) : phrase.start()], text[phrase.end() :]
    alone = phrase["exact"] is not None and _number(phrase["exact"]) == 1
    if _NARROWED.match(after) or _VAGUE.search(before) or (alone and not _ENDS.match(after)):
        return None
    return _meant(phrase, before, k)


def _meant(phrase: re.Match[str], before: str, k: int) -> Range | None:
    """The range that a phrase means after the words before it."""
    found = {name: value for name, value in phrase.groupdict().items() if value}
    if any(_number(found[name]) != k for name in ("k", "all_k") if name in found):
        return None
    majority = k // 2 + 1
    if "all" in found:
        if _NEGATED.search(before):
            return 0, k - 1
        return (majority, k) if _ALMOST.search(before) else (k, k)
    if _NEGATED.search(before) or _ALMOST.search(before):
        return None
    least = {"most": majority, "several": 2, "some": 1}
    for name, fewest in least.items():
        if name in found:
            return fewest, k
    if "none" in found:
        return 0, 0
    return _counted(_number(found.get("n") or found["exact"]), before, k)


def _counted(n: int, before: str, k: int) -> Range | None:
    if n > k:
        return None
    if _AT_LEAST.search(before):
        return n, k
    if _MORE.search(before):
        return n + 1, k
    return (0, n) if _AT_MOST.search(before) else (n, n)


def _number(word: str) -> int:
    return _NUMBERS[word] if word in _NUMBERS else int(word)
