"""Sources with their texts, turns and passages."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from qualwb.acts.arriving_files import taken_out
from qualwb.acts.arriving_text import canonical, paragraphs_as_turns
from qualwb.exchange.refi.reading.conventions import Choice, Convention, PlainText, chosen
from qualwb.exchange.refi.reading.file_context import FileContext, first_moment
from qualwb.exchange.refi.reading.groups import Groups
from qualwb.exchange.refi.reading.memos import MemoShelf, Place
from qualwb.exchange.refi.reading.offset_report import OffsetReport
from qualwb.exchange.refi.reading.package import Package
from qualwb.exchange.refi.reading.selections import (
    OTHER_SELECTIONS,
    Passages,
    TextSelection,
    sync_points,
    text_selections,
)
from qualwb.exchange.refi.reading.source_elements import SourceElement
from qualwb.exchange.refi.reading.texts import NoText, stored_text_of
from qualwb.exchange.refi.reading.variables import Variables
from qualwb.localization import gettext as _
from qualwb.portable.alignment import Alignment
from qualwb.portable.records import Source, Turn

if TYPE_CHECKING:
    from lxml.etree import _Element

READER = "refi"
"""What a source of this format is said to be read by."""


class PlacedText(NamedTuple):
    """A text as a project keeps it, with where the file's positions are in it."""

    text: str
    alignment: Alignment
    """From the plain text that positions were found in."""
    choice: Choice
    selections: Sequence[TextSelection]
    altered: bool
    """Whether any character is not as it was stored."""
    changed: Sequence[str]
    """What was done to the characters, in words."""

    def places(self) -> Iterator[tuple[TextSelection, tuple[int, int] | None]]:
        """Each selection with its passage in the text; None where it has none."""
        spans = iter(self.choice.spans)
        for one in self.selections:
            plain = next(spans) if one.span is not None else None
            yield one, self.alignment.span(*plain) if plain is not None and self.altered else plain


class SourceReader:
    """Reads the sources of a file one by one."""

    def __init__(
        self,
        context: FileContext,
        package: Package,
        passages: Passages,
        memos: MemoShelf,
        groups: Groups,
        variables: Variables,
        conventions: tuple[Convention | None, Convention | None],
    ) -> None:
        self._context, self._package, self._passages = context, package, passages
        self._memos, self._groups, self._variables = memos, groups, variables
        self._prior, self._wished = conventions
        self._report = OffsetReport(context, self._prior)

    def read(self, found: SourceElement) -> Source | None:
        """The source with its text; None, said in the ledger, where it has none that can be read."""
        self._context.seen["source"] += found.is_first
        try:
            if found.text is None:
                raise NoText(found.why_textless)
            stored = stored_text_of(found.text, self._package)
        except NoText as error:
            self._refuse(found, str(error))
            return None
        plain = PlainText(stored)
        placed = self._placed(plain, found.text)
        for notice in (*stored.notices, *placed.changed):
            self._context.ledger.change("source", found.name, notice)
        self._report.add(found.name, plain, placed.choice, placed.selections)
        uid = self._context.new_uid("source", found.guid, found.number)
        self._take_passages(found, uid, placed)
        return self._source(found, uid, placed)

    def tell(self) -> None:
        """Say how positions were counted; call it when all sources are read."""
        self._report.tell()

    def _placed(self, plain: PlainText, element: "_Element") -> PlacedText:
        selections = text_selections(element)
        spans = [one.span for one in selections if one.span is not None]
        choice = chosen(plain, spans, self._prior, self._wished)
        text, alignment = canonical(plain.text)
        altered = text != plain.text
        changed = taken_out(plain.text) if altered else ()
        return PlacedText(text, alignment, choice, selections, altered, changed)

    def _source(self, found: SourceElement, uid: str, placed: PlacedText) -> Source:
        values: dict[str, Any] = {**self._groups.values_of(found.guid)}
        values |= self._variables.values_of(found.element, found.name)
        if found.text is not None and found.text is not found.element:
            values |= self._variables.values_of(found.text, found.name)
        own = self._context.own
        return Source(
            uid,
            found.name,
            self._groups.group_of(found.guid or uid, found.name),
            placed.text,
            _with_times(paragraphs_as_turns(placed.text), found.text, placed),
            reader="" if own else READER,
            imported_at=first_moment(found.element.attrib) if own else "",
            attributes=values,
            import_report={} if own else self._import_report(placed),
        )

    def _import_report(self, placed: PlacedText) -> Mapping[str, Any]:
        report = {"origin": self._context.origin}
        if placed.choice.matters:
            report["positions"] = placed.choice.convention.code
        return report

    def _take_passages(self, found: SourceElement, uid: str, placed: PlacedText) -> None:
        whole = Place("source", uid)
        if found.is_first:
            self._memos.describe(found.element, whole)
            self._memos.refer(found.element, whole)
        if found.text is not None and found.text is not found.element:
            self._memos.describe(found.text, whole)
            self._memos.refer(found.text, whole)
        length = placed.choice.counted.length
        for (element, counted), place in placed.places():
            if place is None:
                label = f"{found.name} {counted[0]}-{counted[1]}" if counted else found.name
                self._passages.refuse(element, label, _why_not(counted, length))
            else:
                self._passages.take(element, Place("source", uid, *place), found.guid)
        self._take_whole(found, uid, placed)
        if found.is_first:
            self._refuse_areas(found)

    def _take_whole(self, found: SourceElement, uid: str, placed: PlacedText) -> None:
        """Codings of the source as a whole are codings of all its text."""
        own = [] if found.text is found.element else [found.text]
        for holder in [*([found.element] if found.is_first else []), *own]:
            if holder is None or next(holder.iterchildren("{*}Coding"), None) is None:
                continue
            if not placed.text:
                self._passages.refuse_codings(holder, found.name, _("it has no text"))
                continue
            place = Place("source", uid, 0, len(placed.text))
            for coding in holder.iterchildren("{*}Coding"):
                self._passages.take_coding(coding, holder, place, found.guid)
                self._context.ledger.change(
                    "coding", found.name, _("on the source as a whole; taken as on all its text")
                )

    def _refuse(self, found: SourceElement, why: str) -> None:
        self._context.ledger.refuse("source", found.name, why)
        if found.is_first:
            self._refuse_areas(found)
            self._passages.refuse_codings(found.element, found.name, why)
        if found.text is None or found.text is not found.element:
            inside = (
                [found.text] if found.text is not None else found.element.iterchildren("{*}TextDescription")
            )
            for text in inside:
                self._passages.refuse_within(text, found.name, why)
        else:
            for element, _span in text_selections(found.text):
                self._passages.refuse(element, found.name, why)

    def _refuse_areas(self, found: SourceElement) -> None:
        for element in found.element.iterchildren(*OTHER_SELECTIONS):
            why = (
                _("a stretch of a recording has no place here")
                if element.get("begin") is not None
                else _("an area of a page or picture has no place here")
            )
            self._context.seen["area"] += 1
            self._context.ledger.refuse("area", found.name, why)
            self._passages.refuse_within(element, found.name, why)


def _is_within(span: tuple[int, int], length: int) -> bool:
    return 0 <= span[0] < span[1] <= length


def _why_not(span: tuple[int, int] | None, length: int) -> str:
    if span is None:
        return _("its positions are no numbers, or it has none")
    if span[0] == span[1]:
        return _("it holds no text")
    if _is_within(span, length):
        return _("it holds nothing but invisible characters")
    return _("the text has {n} characters").format(n=length)


def _with_times(turns: tuple[Turn, ...], text: "_Element | None", placed: PlacedText) -> tuple[Turn, ...]:
    """Turns with the times of the points at which they start and end."""
    times = {}
    for _guid, at, time in sync_points(text) if text is not None else ():
        if time is not None and time >= 0 and (place := placed.choice.counted.place(at)) is not None:
            times[placed.alignment.start(place)] = time / 1000
    if not times:
        return turns
    timed = []
    for n, turn in enumerate(turns):
        following = turns[n + 1].start if n + 1 < len(turns) else turn.end
        start = times.get(turn.start)
        end = times.get(turn.end, times.get(following))
        timed.append(turn._replace(time_start=start, time_end=end if (end or 0) >= (start or 0) else None))
    return tuple(timed)
