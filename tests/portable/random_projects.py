"""Random portable projects for the formats' round trips: nested codes, several coders, overlaps, any sign."""

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from qualwb.acts.arriving_text import canonical, paragraphs_as_turns
from qualwb.portable.arrival import stable_id
from qualwb.portable.guids import renamed
from qualwb.portable.kinds import KINDS
from qualwb.portable.ledger import Ledger
from qualwb.portable.records import (
    Code,
    Coder,
    Coding,
    Group,
    Memo,
    Participant,
    PortableProject,
    Question,
    Round,
    Source,
    Speaker,
    Theme,
    Turn,
)
from qualwb.portable.soundness import sound
from tests.portable.random_work import worked_on

MOMENT = "2026-03-04T05:06:07+00:00"

texts = st.text(alphabet="abcåäöé😀𝒳 \n.,:#>*[]<&\"'|`-", min_size=0, max_size=120).map(
    lambda text: canonical(text)[0]
)
names = st.text(alphabet="abÅäö 😀>.:/\\\"'<&#-=+@[]*`|", min_size=1, max_size=12).filter(
    lambda name: name.strip()
)
prose = st.one_of(st.just(""), st.text(alphabet="aåäö😀\n:#-*>.'\"&< ", max_size=40).map(str.strip))
colours = st.sampled_from(["", "#aabbcc", "#001122"])


@st.composite
def projects(draw: DrawFn) -> PortableProject:
    """A sound project; what the strategy drew that can't stand was left out by the guard."""
    coders = _named(draw, Coder, "coder", 1, 3)
    rounds = _named(draw, Round, "round", 1, 2)
    groups = _named(draw, Group, "group", 1, 3)
    people = tuple(
        Participant(
            _id("person", n), draw(st.sampled_from(groups)).uid, f"P{n}", attributes={"ålder": str(n)}
        )
        for n in range(draw(st.integers(0, 4)))
    )
    questions = tuple(
        Question(_id("question", n), f"F{n}", draw(prose)) for n in range(draw(st.integers(0, 2)))
    )
    sources = tuple(_source(draw, n, groups, people, questions) for n in range(draw(st.integers(1, 3))))
    codes = _tree(draw, Code, "code")
    themes = tuple(
        Theme(
            **{
                **_columns(theme),
                "codes": tuple(draw(st.lists(st.sampled_from([c.uid for c in codes]), unique=True))),
            }
        )
        for theme in _tree(draw, Theme, "theme")
    )
    readable = [source for source in sources if source.text]
    codings, memos = [], []
    for n in range(draw(st.integers(0, 8)) if readable else 0):
        source, start, end = _passage(draw, readable)
        codings.append(
            Coding(
                _id("coding", n),
                source.uid,
                start,
                end,
                draw(st.sampled_from(codes)).uid,
                draw(st.sampled_from(coders)).uid,
                draw(st.sampled_from(rounds)).uid,
                draw(st.booleans()),
                draw(st.sampled_from(["manual", "suggestion", "in vivo", "import"])),
                MOMENT,
                source.text[start:end],
            )
        )
    for n in range(draw(st.integers(0, 4))):
        told = {"text": draw(prose) or "x", "coder": draw(st.sampled_from(coders)).uid}
        told |= {"created_at": MOMENT, "updated_at": MOMENT}
        memos.append(_memo(draw, n, told, readable, codes, themes, groups, people))
    project = PortableProject(
        name="Projekt å",
        language="sv",
        coders=coders,
        rounds=rounds,
        groups=groups,
        participants=people,
        questions=questions,
        sources=sources,
        codes=codes,
        themes=themes,
        codings=tuple(codings),
        memos=tuple(memos),
    )
    return sound(worked_on(draw, sound(project, Ledger())), Ledger())


def oddly_identified(project: PortableProject) -> PortableProject:
    """The project with stable ids as other programs have them: numbers, words, GUIDs in capitals."""
    odd: dict[str | None, str] = {}
    for collection in KINDS:
        for record in getattr(project, collection):
            uid = getattr(record, "uid", "")
            odd[uid] = (uid.upper(), f"{collection} <{len(odd)}>", f"{len(odd)}")[len(odd) % 3]
    return renamed(project, odd)


def _id(*parts: object) -> str:
    return stable_id("random", *parts)


def _columns(record: Theme) -> dict[str, object]:
    return {name: getattr(record, name) for name in Theme.__dataclass_fields__}


def _named(draw: DrawFn, record: type, kind: str, least: int, most: int) -> tuple:
    return tuple(record(_id(kind, n), f"{draw(names)} {n}") for n in range(draw(st.integers(least, most))))


def _tree(draw: DrawFn, record: type, kind: str) -> tuple:
    made: list = []
    for n in range(draw(st.integers(1, 5))):
        parent = draw(st.sampled_from([None, *(one.uid for one in made)]))
        extra = (
            {"colour": draw(colours), "include": draw(prose)} if record is Code else {"claim": draw(prose)}
        )
        made.append(
            record(
                _id(kind, n), f"{draw(names)} {n}", parent, definition=draw(prose), created_at=MOMENT, **extra
            )
        )
    return tuple(made)


def _source(draw: DrawFn, n: int, groups: tuple, people: tuple, questions: tuple) -> Source:
    group = draw(st.sampled_from(groups))
    labels = tuple(
        Speaker(
            f"T{i}", draw(st.sampled_from([None, *(one.uid for one in people if one.group == group.uid)]))
        )
        for i in range(draw(st.integers(0, 3)))
    )
    text = draw(texts)
    turns = paragraphs_as_turns(text)
    asked = [None, *(one.uid for one in questions)]
    if labels:
        turns = tuple(
            Turn(turn.start, turn.end, draw(st.sampled_from(labels)).label, draw(st.sampled_from(asked)))
            for turn in turns
        )
    used = {turn.speaker for turn in turns}
    return Source(
        _id("source", n),
        f"{draw(names)} {n}",
        group.uid,
        text,
        turns,
        tuple(one for one in labels if one.label in used),
        imported_at=MOMENT,
    )


def _passage(draw: DrawFn, sources: list[Source]) -> tuple[Source, int, int]:
    source = draw(st.sampled_from(sources))
    start = draw(st.integers(0, len(source.text) - 1))
    return source, start, draw(st.integers(start + 1, len(source.text)))


def _memo(draw: DrawFn, n: int, told: dict, readable: list, *things: tuple) -> Memo:
    on = draw(st.sampled_from(["project", "code", "theme", "group", "participant", "source", "passage"]))
    by_kind = dict(zip(("code", "theme", "group", "participant"), things, strict=True))
    if on in ("source", "passage") and readable:
        source, start, end = _passage(draw, readable)
        place = {"start": start, "end": end, "quote": source.text[start:end]} if on == "passage" else {}
        return Memo(_id("memo", n), on="source", thing=source.uid, **told, **place)
    if by_kind.get(on):
        return Memo(_id("memo", n), on=on, thing=draw(st.sampled_from(by_kind[on])).uid, **told)
    return Memo(_id("memo", n), **told)
