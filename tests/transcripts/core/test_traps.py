"""Swedish traps: every way to write a label, crossed with what only looks like one.

The table is written by hand against the files in ``traps``: speakers and how many turns each has.
"""

from pathlib import Path

import pytest

from qualwb.transcripts.reading import read
from qualwb.transcripts.transcript import Transcript, Verdict

TRAPS = Path(__file__).parent / "traps"

SPEAKERS: dict[str, dict[str, int]] = {
    "01_namn_kolon": {
        "Moderator": 2,
        "Åsa": 2,
        "Björn": 2,
        "Deltagare 4": 2,
        "Anna-Karin (lärare)": 1,
        "Kvinna 2": 1,
        "Flera": 1,
        "D5": 1,
    },
    "02_versaler": {"INTERVJUARE": 3, "RESPONDENT 1": 2, "RESPONDENT 2": 2},
    "03_hakparentes": {"Moderator": 3, "Åsa": 2, "Örjan": 2},
    "04_tab": {"I": 3, "R1": 2, "R2": 3},
    "05_tab_utan_kolon": {"Moderator": 2, "Kerstin": 2, "Lennart": 2},
    "06_namn_ensamt": {"Moderator": 2, "Gunilla": 2, "Tommy": 2},
    "07_namn_tid": {"Moderator": 2, "Yvonne": 2, "Stig-Arne": 1},
    "08_tid_fore": {"Intervjuare": 2, "IP1": 2, "IP2": 2},
    "09_tid_i_etikett": {"Lena": 3, "Hassan": 2, "Ulla-Britt": 1},
    "10_f4_slut": {"M": 2, "K1": 2, "M1": 2, "K2": 1},
    "11_f4_legend": {"I": 2, "A": 2, "B": 2},
    "12_legend_kolon": {"M": 2, "D1": 1, "D2": 2, "D3": 1},
    "13_rad_med_tankstreck": {},
    "14_moderator_och_streck": {"Moderator": 3},
    "15_radbruten_text": {"Moderator": 2, "Ingegerd": 2, "Roland": 2},
    "16_citat_i_tal": {"Moderator": 2, "Pia": 3, "Jonas": 2},
    "17_s_t_och_c_a": {"Moderator": 2, "Maria": 3, "Göran": 2},
    "18_flera_okand": {"Moderator": 2, "Alla": 2, "Okänd": 1, "Flera": 1, "Okänd kvinna": 1, "Sixten": 2},
    "19_snabel_a": {"Moderator": 2, "Amina": 2, "Folke": 2},
    "20_radnummer": {"M": 3, "S": 3, "K": 2},
    "21_forkortade_alias": {"Moderator": 3, "Åsa L.": 2, "Åsa K.": 2, "Per": 2, "Bo": 2},
    "22_bold_tiltal": {"Intervjuare": 2, "Intervjuperson": 2},
    "23_fraga_svar": {"Fråga": 3, "Svar": 3},
    "24_lista_av_punkter": {"Moderator": 2, "Veronica": 2, "Dragan": 2},
    "25_mod_obs": {"Mod": 2, "Obs": 1, "Dlt 1": 2, "Dlt 2": 2},
    "26_hemkommun_namn": {"Samtalsledare": 2, "Zeynep": 2, "Maj-Britt": 2, "Thi Nguyen": 2},
    "27_bokstaver": {"A": 3, "B": 2, "C": 2},
    "28_direkt_efter_kolon": {"Moderator": 2, "Siv": 2, "Rut": 2},
    "29_tal_utan_namn": {},
    "30_latin1_titel": {"Moderator": 2, "Siv": 1, "Gunnar": 2, "Rut": 1},
    "31_ingress": {"Moderator": 2, "Åsa": 2, "Björn": 1},
    "32_tid_utan_kolon": {"INTERVJUARE": 3, "DELTAGARE 18": 3, "ALLA DELTAGARE": 1},
    "33_bara_moderator": {"Moderator": 3},
    "34_halsning": {"Moderator": 2, "Deltagare 2": 2, "Deltagare 12": 2},
}


def turns_by_speaker(transcript: Transcript) -> dict[str, int]:
    counts: dict[str, int] = {}
    for turn in transcript.turns:
        if turn.speaker is not None:
            counts[turn.speaker] = counts.get(turn.speaker, 0) + 1
    return counts


def trap(name: str) -> Transcript:
    return read(TRAPS / f"{name}.txt", reader="txt")


def test_every_trap_is_in_the_table() -> None:
    assert sorted(path.stem for path in TRAPS.glob("*.txt")) == sorted(SPEAKERS)


@pytest.mark.parametrize("name", SPEAKERS)
def test_speakers_and_their_turns(name: str) -> None:
    transcript = trap(name)
    assert turns_by_speaker(transcript) == SPEAKERS[name]
    table = {finding.label: finding for finding in transcript.speakers if finding.verdict is Verdict.SPEAKER}
    assert {label: finding.turns for label, finding in table.items()} == SPEAKERS[name]
    assert all(finding.reason for finding in transcript.speakers)


def test_unsure_is_rare() -> None:
    turns = unsure = 0
    for name in SPEAKERS:
        transcript = trap(name)
        turns += len(transcript.turns)
        unsure += sum(f.turns for f in transcript.speakers if f.verdict is Verdict.UNSURE)
    assert unsure <= 0.05 * turns
