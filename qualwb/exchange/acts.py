"""Acts of the journal in the reader's language."""

from functools import lru_cache

from qualwb.localization import gettext as _
from qualwb.localization import language


def act_in_words(act: str) -> str:
    """What an act of the journal is called."""
    return _words(language()).get(act, act)


@lru_cache(maxsize=2)
def _words(_language: str) -> dict[str, str]:
    return {
        "code.delete": _("delete code"),
        "code.describe": _("describe code"),
        "code.merge": _("merge codes"),
        "code.move": _("move code"),
        "code.new": _("new code"),
        "code.rename": _("rename code"),
        "code.split": _("split code"),
        "codebook.add": _("add codebook"),
        "coding.apply": _("code passage"),
        "coding.cite": _("key quote"),
        "coding.move": _("move edges"),
        "coding.recode": _("give another code"),
        "coding.remove": _("take code away"),
        "group.delete": _("delete group"),
        "group.describe": _("describe group"),
        "group.rename": _("rename group"),
        "memo.delete": _("delete memo"),
        "memo.new": _("memo"),
        "memo.rewrite": _("rewrite memo"),
        "participant.describe": _("describe participant"),
        "participant.rename": _("rename participant"),
        "print.clear": _("take print version away"),
        "print.save": _("print version"),
        "project.settings": _("project settings"),
        "query.delete": _("delete query"),
        "query.save": _("save query"),
        "question.delete": _("delete question"),
        "question.new": _("new question"),
        "question.place": _("place question"),
        "redo": _("redo"),
        "report.import": _("import report"),
        "source.correct": _("correct text"),
        "source.delete": _("delete source"),
        "source.describe": _("describe source"),
        "source.import": _("import source"),
        "source.move": _("move source"),
        "source.reimport": _("import changed file"),
        "source.rename": _("rename source"),
        "speaker.participant": _("speaker's person"),
        "speaker.rename": _("rename speaker"),
        "speaker.role": _("role"),
        "suggestion.accept": _("accept suggestion"),
        "suggestion.change": _("change suggestion"),
        "suggestion.refuse": _("refuse suggestion"),
        "summary.clear": _("take summary away"),
        "summary.set": _("summarise"),
        "theme.add": _("gather codes"),
        "theme.delete": _("delete theme"),
        "theme.describe": _("describe theme"),
        "theme.merge": _("merge themes"),
        "theme.move": _("move theme"),
        "theme.move_codes": _("move codes"),
        "theme.new": _("new theme"),
        "theme.remove": _("take code out of theme"),
        "theme.rename": _("rename theme"),
        "turn.border": _("move turn border"),
        "turn.join": _("join turns"),
        "turn.speaker": _("who speaks"),
        "turn.split": _("split turn"),
        "undo": _("undo"),
    }
