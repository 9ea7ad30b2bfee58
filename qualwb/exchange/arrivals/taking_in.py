"""A project that was read from a file is taken in, or it is told what that would do."""

from copy import deepcopy
from pathlib import Path

from qualwb.acts.arriving_speakers import labelled_sources, with_speakers
from qualwb.acts.receiving import Incoming, Progress, plan_receiving, receive
from qualwb.acts.researcher import Researcher
from qualwb.exchange.reconciliation import NamedSpeakers, Reconciliation, reconciled
from qualwb.localization import gettext as _
from qualwb.portable.arrival import Arrival


def take_in(
    researcher: Researcher,
    file: Path,
    arrival: Arrival,
    *,
    find_speakers: bool = False,
    dry_run: bool = False,
    progress: Progress = lambda _step: None,
) -> Reconciliation:
    """Take the project that was read from ``file`` into this one; a dry run only tells.

    ``find_speakers`` takes labels such as 'Anna: ' out of the texts for speakers; else it is told where that
    could be done. The arrival stays as it was read. Raises ``UnusableProject``.
    """
    ledger, project = deepcopy(arrival.ledger), arrival.project
    progress(_("looking for speakers"))
    offered = []
    if find_speakers:
        project = with_speakers(project, ledger)
    else:
        offered = [*labelled_sources(project)]
    incoming = Incoming(project, file.name, arrival.edited)
    received = (plan_receiving if dry_run else receive)(researcher, incoming, progress)
    speakers = [
        NamedSpeakers(one.source.name, one.labels)
        for one in offered
        if one.source.uid not in received.known_sources
    ]
    return reconciled(
        file, arrival.format, arrival.origin, ledger, received, dry_run=dry_run, speakers=speakers
    )
