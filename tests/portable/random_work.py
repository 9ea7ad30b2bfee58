"""What coders leave behind in a random project: prints, summaries, decisions, readings, orphans and more."""

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from qualwb.portable.arrival import stable_id
from qualwb.portable.records import (
    Adjudication,
    Coding,
    Finished,
    Memo,
    PortableProject,
    PrintVersion,
    Reading,
    SavedQuery,
    SuggestionEvent,
    Summary,
)

MOMENT = "2026-03-05T06:07:08+00:00"

words = st.text(alphabet="abÅäö😀 <&\"'\n", max_size=20).map(str.strip)
values = st.one_of(
    words, st.integers(-5, 5), st.booleans(), st.sampled_from([0.5, -3.25, 1e-9]), st.lists(words, max_size=2)
)
attributes = st.dictionaries(st.sampled_from(["ålder", "kön", "Group", "role", "a > b"]), values, max_size=3)


def worked_on(draw: DrawFn, project: PortableProject) -> PortableProject:
    """The project with all that its coders have done beside coding, and with attributes of any type."""
    project = replace(
        project,
        groups=tuple(replace(one, attributes=draw(attributes)) for one in project.groups),
        participants=tuple(
            replace(
                one, attributes=draw(attributes), role=draw(st.sampled_from(["participant", "moderator"]))
            )
            for one in project.participants
        ),
        sources=tuple(_timed(draw, one) for one in project.sources),
        memos=tuple(replace(memo, kind=draw(st.sampled_from(["memo", "idea"]))) for memo in project.memos),
        settings=draw(st.sampled_from([{}, {"round": project.rounds[0].name}])),
    )
    project = _with_orphans(draw, project)
    project = _with_passages(draw, project)
    return _with_decisions(draw, project)


def _timed(draw: DrawFn, source):
    turns = [turn._replace(kind="speech") if turn.speaker else turn for turn in source.turns]
    if turns and turns[0].speaker:
        turns[0] = turns[0]._replace(time_start=0.5, time_end=draw(st.sampled_from([None, 2.0])))
    told = {"reader": "txt", "file_name": "a.txt", "import_report": {"warnings": ["ä"]}}
    told["recording"] = draw(st.sampled_from([{}, {"path": "ljud/ö.ogg", "sha256": "ab" * 32}]))
    return replace(source, turns=tuple(turns), attributes=draw(attributes), **told)


def _with_orphans(draw: DrawFn, project: PortableProject) -> PortableProject:
    codings = list(project.codings)
    for n in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(codings)))
        lost = Coding(
            _id("orphan", n),
            project.sources[0].uid,
            0,
            4,
            draw(st.sampled_from(project.codes)).uid,
            project.coders[0].uid,
            project.rounds[0].uid,
            draw(st.booleans()),
            "manual",
            MOMENT,
            f"lost words {n}",
            1,
        )
        codings.insert(at, lost)
    memos = list(project.memos)
    if draw(st.booleans()):
        told = {"on": "source", "thing": project.sources[0].uid, "start": 1, "end": 5, "quote": "lost"}
        told |= {"orphaned_from": 1, "created_at": MOMENT, "updated_at": MOMENT}
        memos.append(Memo(_id("lost memo"), "x", project.coders[0].uid, **told))
    if project.questions and draw(st.booleans()):
        told = {"on": "question", "thing": project.questions[0].uid}
        told |= {"created_at": MOMENT, "updated_at": MOMENT}
        memos.append(Memo(_id("question memo"), "y", project.coders[0].uid, **told))
    return replace(project, codings=tuple(codings), memos=tuple(memos))


def _with_passages(draw: DrawFn, project: PortableProject) -> PortableProject:
    placed = [one for one in project.codings if one.orphaned_from is None]
    coder = project.coders[0].uid
    prints, suggestions = [], []
    for n, one in enumerate(placed[: draw(st.integers(0, 2))]):
        edits = ({"kind": "filler", "start": 0, "end": 1, "text": ""},)
        words = (one.quote, one.quote[1:] or "x")
        prints.append(
            PrintVersion(_id("print", n), one.source, one.start, one.end, *words, edits, coder, MOMENT)
        )
        place = (one.source, one.start, one.end, one.code, one.code)
        suggestions.append(
            SuggestionEvent(
                _id("event", n),
                *place,
                "accepted",
                n,
                0.5,
                False,
                "words",
                coder,
                MOMENT,
                "name",
                n / (n + 1),
                "e 1",
            )
        )
    distinct = {(one.source, one.start, one.end): one for one in reversed(prints)}
    return replace(project, prints=tuple(distinct.values()), suggestions=tuple(suggestions))


def _with_decisions(draw: DrawFn, project: PortableProject) -> PortableProject:
    coder, round_ = project.coders[-1].uid, project.rounds[-1].uid
    placed = tuple(one.uid for one in project.codings if one.orphaned_from is None)[:2]
    summaries = tuple(
        Summary(_id("summary", n), theme.uid, f"s {n}", coder, project.groups[0].uid, None, placed, MOMENT)
        for n, theme in enumerate(project.themes[: draw(st.integers(0, 2))])
    )
    sources = project.sources[: draw(st.integers(0, 2))]
    solved = ()
    if sources and placed and draw(st.booleans()):
        told = {"reason": "därför", "decided_at": MOMENT, "codings": placed, "result": placed[:1]}
        solved = (
            Adjudication(_id("solved"), sources[0].uid, round_, "one", coder, taken_from=coder, **told),
        )
    return replace(
        project,
        summaries=summaries,
        queries=(SavedQuery(_id("query"), "Fråga", {"codes": ["tid"], "n": 3}),)[: draw(st.integers(0, 1))],
        adjudications=solved,
        readings=tuple(Reading(one.uid, coder, MOMENT) for one in sources),
        finished=tuple(Finished(one.uid, coder, round_, MOMENT) for one in sources),
    )


def _id(*parts: object) -> str:
    return stable_id("random work", *parts)
