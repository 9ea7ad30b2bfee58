"""The interview guide as a list that is edited: its questions' labels and words, and their order."""

from sqlalchemy import select

from qualwb.acts.lookup import BadName, clean_name, find
from qualwb.acts.meanwhile import Was, refuse_changed
from qualwb.acts.researcher import Researcher
from qualwb.localization import gettext as _
from qualwb.model import Question
from qualwb.same_name import same_name
from qualwb.store.journal import Act


def new_question(researcher: Researcher, label: str, text: str = "") -> str:
    """Add a question after the others; returns its label as stored. Raises ``BadName`` for a taken one."""
    label = clean_name(label)
    with researcher.act("question.new") as act:
        asked = _in_order(act)
        _refuse_taken(asked, label)
        last = max((position for _key, position, _label in asked), default=0)
        act.insert(Question, position=last + 1, label=label, text=text)
        act.summary = f"'{label}'"
    return label


def rename_question(researcher: Researcher, label: str, name: str) -> None:
    """Give a question another label; turns stay under it. Raises ``BadName`` for one that is taken."""
    name = clean_name(name)
    with researcher.act("question.rename") as act:
        row = find(act.connection, Question, label, column="label")
        _refuse_taken([other for other in _in_order(act) if other[0] != row["id"]], name)
        act.update(Question, row["id"], label=name)
        act.summary = f"'{row['label']}' -> '{name}'"


def describe_question(researcher: Researcher, label: str, text: str, was: Was = None, /) -> None:
    """Put down how a question is asked. ``was``: what stood there when the edit began.

    Raises ``ChangedMeanwhile``.
    """
    with researcher.act("question.describe") as act:
        row = find(act.connection, Question, label, column="label")
        refuse_changed(act, Question, row, was)
        act.update(Question, row["id"], text=text)
        act.summary = f"'{row['label']}'"


def move_question(researcher: Researcher, label: str, place: int) -> int:
    """Move a question to a place in the guide, from 1; beyond the last it is the last. Returns the place."""
    with researcher.act("question.move") as act:
        row = find(act.connection, Question, label, column="label")
        asked = _in_order(act)
        keys = [key for key, _position, _label in asked if key != row["id"]]
        place = min(max(place, 1), len(asked))
        keys.insert(place - 1, row["id"])
        _number(act, keys, {key: position for key, position, _label in asked})
        act.summary = f"'{row['label']}': {place}"
    return place


def _in_order(act: Act) -> list[tuple[int, int, str]]:
    """Key, position and label of each question."""
    asked = select(Question.id, Question.position, Question.label).order_by(Question.position)
    return [(key, position, label) for key, position, label in act.connection.execute(asked)]


def _number(act: Act, keys: list[int], positions: dict[int, int]) -> None:
    """Let the questions stand in this order: no two ever have one position, not even in between."""
    moved = {
        key: position
        for key, position in zip(keys, sorted(positions.values()), strict=True)
        if positions[key] != position
    }
    for key, position in moved.items():
        act.update(Question, key, position=-1 - position)  # nought is a place too
    for key, position in moved.items():
        act.update(Question, key, position=position)


def _refuse_taken(asked: list[tuple[int, int, str]], label: str) -> None:
    for _key, _position, known in asked:
        if same_name(known) == same_name(label):
            raise BadName(
                _("There is already a question '{name}'.").format(name=known), _("Choose another name.")
            )
