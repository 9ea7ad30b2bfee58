"""Names replaced from the workbench: the key file and its passphrase are asked for, then it is done."""

from pathlib import Path

from qualwb.acts.pseudonyms.entity import DESCRIPTION, Entity, Verdict
from qualwb.acts.pseudonyms.found import find
from qualwb.acts.pseudonyms.key_file import KeyFile
from qualwb.acts.pseudonyms.places import places_to_replace
from qualwb.acts.pseudonyms.replacing import Applied, apply
from qualwb.acts.pseudonyms.same_project import uid_of
from qualwb.acts.pseudonyms.selecting import by_key
from qualwb.localization import gettext as _
from qualwb.localization import ngettext
from qualwb.workbench.dialogs import ConfirmDialog
from qualwb.workbench.new_passphrase import ask_new_passphrase, ask_passphrase
from qualwb.workbench.screens.list_screen import Job, ListScreen
from qualwb.workbench.screens.pseudonyms.key_place import ask_key_file


class Applying:
    """Asks for what replacing names needs, and replaces those that were decided on."""

    def __init__(self, screen: ListScreen, names: list[Entity]) -> None:
        self._screen, self._names = screen, names
        self._project = screen.app.researcher.project

    def begin(self) -> None:
        """Tell what will be replaced and what stays undecided."""
        places = len(places_to_replace(self._names))
        if not places:
            said = _("Nothing is to be replaced yet: 1 replaces a name, A all that are undecided.")
            self._screen.app.notify(said, timeout=4)
            return
        left = sum(name.verdict is Verdict.OPEN for name in self._names)
        question = ngettext("Replace {n} place?", "Replace {n} places?", places).format(n=places)
        text = [_("What gives the names back goes into a key file with a passphrase. u takes it back.")]
        described = sum(
            name.kind == DESCRIPTION and name.verdict in (Verdict.REPLACE, Verdict.GENERALISE)
            for name in self._names
        )
        if described:
            clauses = ngettext(
                "{n} description is among them, a whole clause.",
                "{n} descriptions are among them, whole clauses.",
                described,
            )
            text.append(clauses.format(n=described))
        if left:
            undecided = ngettext(
                "{n} name is undecided and stays.", "{n} names are undecided and stay.", left
            )
            text.append(undecided.format(n=left))
        dialog = ConfirmDialog(question, "\n".join(text))
        self._screen.app.push_screen(dialog, lambda yes: self._ask_file() if yes else None)

    def _ask_file(self) -> None:
        title = _("Key file, apart from the project: proposed is {folder}")
        ask_key_file(self._screen.app, title, self._ask_passphrase, may_be_new=True)

    def _ask_passphrase(self, path: Path) -> None:
        new = not path.exists()
        title = _("New passphrase of {path}") if new else _("Passphrase of {path}")
        ask = ask_new_passphrase if new else ask_passphrase
        ask(self._screen.app, title.format(path=path.name), lambda words: self._work(path, words, new=new))

    def _work(self, path: Path, words: str, *, new: bool) -> None:
        researcher = self._screen.app.researcher

        def task(job: Job) -> Applied:
            with self._project.reading_whole() as connection:
                names = find(connection, lambda done, whole: job.tell(_share(done, whole)))
                uid = uid_of(connection)
            job.tell(_("replacing names"))
            key_file = KeyFile.new(path, words, uid) if new else KeyFile.open(path, words)
            return apply(researcher, by_key(names, key_file.key), key_file)

        def done(applied: Applied, _job: Job) -> None:
            self._screen.app.changed()
            places = ngettext("{n} place replaced", "{n} places replaced", applied.places)
            said = (
                places.format(n=applied.places),
                _("key: {file}").format(file=path),
                _("9 gives the names back, D seals: takes them out for good"),
            )
            self._screen.app.notify(
                "\n".join((" · ".join(said), *applied.notices())), markup=False, timeout=10
            )

        self._screen.work(_("reading"), task, done)


def _share(done: int, whole: int) -> str:
    return _("reading, {n} %").format(n=round(100 * done / whole) if whole else 0)
