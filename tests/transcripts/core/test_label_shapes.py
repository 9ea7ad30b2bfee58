"""Every shape of a label crossed with every false friend, in one small conversation each."""

import pytest

from qualwb.transcripts.formats import txt
from qualwb.transcripts.transcript import Transcript, TurnKind, Verdict

SHAPES = {
    "colon": "{label}: {said}",
    "colon, blank line between": "{label}: {said}\n",
    "capitals": "{LABEL}: {said}",
    "brackets": "[{label}] {said}",
    "brackets and colon": "[{label}]: {said}",
    "at sign": "@{label}: {said}",
    "tab": "{label}\t{said}",
    "colon and tab": "{label}:\t{said}",
    "alone": "{label}\n{said}\n",
    "alone with time": "{label}  0:{n:02}:23\n{said}\n",
    "brackets with clock": "[{label}] 11:{n:02}:09\n{said}\n",
    "time before": "[00:{n:02}:23] {label}: {said}",
    "bare time before": "00:{n:02} {label}: {said}",
    "time before the colon": "{label} (00:{n:02}): {said}",
    "time in brackets before the colon": "{label} [00:{n:02}:00]: {said}",
    "time after the colon": "{label}: [00:{n:02}:00] {said}",
    "time at the end": "{label}: {said} #00:{n:02}:02-3#",
    "voice tag": "00:{n:02}:00 <v {label}>{said}",
    "numbered": "{n:02} {label}: {said}",
}
CASTS = {
    "names": ["Moderator", "Åsa", "Örjan"],
    "names in full": ["Moderator", "Anna-Karin (lärare)", "Åsa L."],
    "numbered": ["Intervjuare", "Deltagare 1", "Deltagare 2"],
    "codes": ["M", "IP1", "IP2"],
    "mixed": ["Samtalsledare", "Kvinna 2", "Flera"],
}
TALK = [
    (0, "Vad tänker ni om det här?"),
    (1, "Jag tycker att det är bra."),
    (2, "Jag med, faktiskt."),
    (0, "Hur gick det sedan?"),
    (1, "Det gick som det gick."),
    (2, "Ja, man får vara nöjd ändå."),
]
FALSE_FRIENDS = [
    "Problemet är två saker: tid och pengar.",
    "Till exempel: i höstas var vi bara fyra.",
    "T.ex: i höstas var vi bara fyra.",
    "Klockan är 17:30 när vi går hem.",
    "17:30 går vi hem.",
    "Kl. 9:15 kommer bussen.",
    "Frågan: vem ska betala?",
    "Frågan är: vem ska betala?",
    "Och då sa hon: det får räcka.",
    'Hon sa: "Det får räcka."',
    "Jag tänkte så här: nu slutar jag.",
    "Sen är det en sak till: nycklarna.",
    "Två saker: tiden och nycklarna.",
    "För det första: det regnade.",
    "Alltså: ingen kom.",
    "Dvs: ingen kom.",
    "PS: glöm inte kakorna.",
    "OBS: glöm inte kakorna.",
    "NB: glöm inte kakorna.",
    "Slutsatsen: vi slutar.",
    "Sanningen: ingen visste.",
    "Fördelar: många.",
    "S:t Eriks ligger långt bort.",
    "TV:n stod på hela tiden.",
    "EU:s pengar tog slut.",
    "KBT: det gör alla nuförtiden, och KBT hjälper mig.",
    "http://example.org/sida är adressen.",
    "Se https://example.org: där står det.",
    "Matcher slutade 2:1 och 3:0.",
    "2:1 slutade matchen.",
    "Hans åsikt är denna: man ska gå hem.",
    "Som chefen brukar säga: en sak i taget.",
    "Det var så här det gick till:",
    "Nästa steg: en ny grupp.",
    "Steg 2: en ny grupp.",
    "Punkt 3: kaffet.",
    "Mål: att komma hem.",
    "Datum: det kommer jag inte ihåg.",
    "Vi var tre: hon, han och jag.",
    "Den ena: lat. Den andra: trött.",
    "Jaha: så var det med det.",
    "Nej: det går inte.",
    "Men: det är dyrt.",
    "Kort sagt: nej.",
    "Enligt schemat: ledig.",
    "Från kommunen: ingen alls.",
    "a) bra, b) dåligt: svårt att säga.",
    "[ohörbart] och sen gick vi.",
    "[i kommunen] fanns det ingen.",
    "(skrattar) och sen gick vi.",
    "Det kostar 30:- per gång.",
    "Bibeln säger i Matteus 5:3 något om det.",
    "Tack: det var snällt.",
    "Sammanfattningsvis: vi är nöjda.",
    "Min poäng: börja smått.",
    "Deras svar: nej.",
    "Ett exempel: vår förra lokal.",
    "Det enda jag minns: regnet.",
    "Betyg: fyra av fem.",
    "Lagen är tydlig: alla har rätt till det.",
]


def conversation(shape: str, cast: list[str], friend: str) -> str:
    lines = []
    for n, (who, said) in enumerate(TALK, 1):
        if n == 5:
            said = f"{said}\n{friend}" if "{said} #" not in shape else said
        label = cast[who]
        lines.append(shape.format(label=label, LABEL=label.upper(), said=said, n=n))
    return "\n".join(lines) + "\n"


def speech(transcript: Transcript) -> list[str]:
    return [turn.speaker or "" for turn in transcript.turns if turn.kind is TurnKind.SPEECH]


@pytest.mark.parametrize("cast", CASTS.values(), ids=CASTS)
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_label_shape_with_false_friends(shape: str, cast: list[str]) -> None:
    unsure = 0
    for friend in FALSE_FRIENDS:
        transcript = txt.read(conversation(shape, cast, friend).encode(), "x.txt")
        labels = [label.upper() if "{LABEL}" in shape else label for label in cast]
        found = speech(transcript)
        assert found == [labels[who] for who, _said in TALK], friend
        speakers = {f.label for f in transcript.speakers if f.verdict is Verdict.SPEAKER}
        assert speakers == set(labels), friend
        if "{said} #" not in shape:
            assert friend in transcript.text
        unsure += sum(f.turns for f in transcript.speakers if f.verdict is Verdict.UNSURE)
    assert unsure <= 0.05 * len(TALK) * len(FALSE_FRIENDS)
