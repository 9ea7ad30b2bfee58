"""Words that tell a speaker's label from a sentence's beginning: fixed data, Swedish first.

The lists are lower case. They are evidence among other evidence (recurrence, a legend, the shape
of the label), never the only one, but for words that no speaker is called.
"""

from qualwb.transcripts.transcript import Role


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ROLE_WORDS: dict[str, Role] = {
    **dict.fromkeys(
        _words(
            """
    moderator moderatorn mod moder samtalsledare samtalsledaren gruppledare diskussionsledare
    intervjuare intervjuaren int intervj utvärderare forskare forskaren frågeställare interviewer
    interviewers researcher facilitator interviewerin ordförande haastattelija intervjuer
    """
        ),
        Role.MODERATOR,
    ),
    **dict.fromkeys(
        _words(
            """
    obs observatör observatören bisittare bisittaren bisittarn antecknare sekreterare comoderator
    co-moderator medmoderator observer notetaker
    """
        ),
        Role.OBSERVER,
    ),
    **dict.fromkeys(
        _words(
            """
    deltagare deltagaren delt respondent respondenten resp informant informanten intervjuperson
    intervjupersonen ip intervjuad kvinna kvinnan man mannen person brukare brukaren klient klienten
    patient patienten elev eleven lärare läraren förälder föräldern student studenten chef chefen
    participant interviewee subject informanten deltager befragter befragte familjebehandlare
    socialsekreterare sjuksköterska läkare kurator skötare enhetschef
    """
        ),
        Role.PARTICIPANT,
    ),
    "speaker": Role.UNKNOWN,
    "talare": Role.UNKNOWN,
    "röst": Role.UNKNOWN,
}
"""Words that name a speaker by role, alone or before a number or letter ('Deltagare 4', 'Kvinna B')."""

ROLE_CODES: dict[str, Role] = {
    "m": Role.MODERATOR,
    "mod": Role.MODERATOR,
    "i": Role.MODERATOR,
    "int": Role.MODERATOR,
    "f": Role.MODERATOR,
    "q": Role.MODERATOR,
    "o": Role.OBSERVER,
    "obs": Role.OBSERVER,
    "ip": Role.PARTICIPANT,
    "r": Role.PARTICIPANT,
    "d": Role.PARTICIPANT,
    "p": Role.PARTICIPANT,
    "k": Role.PARTICIPANT,
    "a": Role.PARTICIPANT,
    "s": Role.UNKNOWN,
    "t": Role.UNKNOWN,
}
"""Abbreviations of roles; what 'M', 'F' or 'A' stand for also depends on the labels beside them."""

COLLECTIVE = frozenset(
    _words(
        """
    flera fler alla samtliga många gruppen okänd okända oidentifierad oklar någon någon_annan ngn
    annan vet_ej flera_samtidigt okänd_talare okänd_kvinna okänd_man okänd_deltagare okänd_person
    flera_deltagare flera_röster alla_samtidigt flera_talare all everyone several unknown
    unidentified multiple unknown_speaker multiple_speakers kör mansröst kvinnoröst ohörbar_talare ?
    xx
    """
    )
)
"""Labels of turns without a participant; '_' stands for a blank, a number may follow."""

SEVERAL = frozenset(_words("alla flera samtliga båda många några all both several many some"))
"""Words that make a collective label with one of ``PEOPLE`` or a role ('Alla deltagare') ..."""

PEOPLE = frozenset(
    _words(
        """
    deltagarna deltagare respondenter respondenterna informanter informanterna kvinnor kvinnorna män
    männen personer röster talare elever studenter lärare föräldrar chefer patienter klienter brukare
    participants speakers respondents informants interviewees women men people students voices
    """
    )
)
"""... in the plural."""

PERSONAL = frozenset(
    _words(
        """
    ålder kön kommun ort region län roll befattning yrke yrkesroll titel utbildning verksamhet
    arbetsplats organisation förvaltning enhet avdelning anställning yrkesår age gender sex role
    occupation profession municipality organization workplace
    """
    )
)
"""Keys of a transcript's head that tell about the person interviewed."""

METADATA = PERSONAL | frozenset(
    _words(
        """
    datum dag tid tidpunkt start slut plats lokal längd inspelning inspelad inspelningens_längd
    ljudfil fil filnamn transkriberad transkriberat transkriberad_av transkriberat_av transkribering
    transkription utskrift utskriven_av intervju intervjudatum intervju_nr nr nummer närvarande
    frånvarande projekt studie rubrik titel ämne tema teckenförklaring förklaring förkortningar
    nyckel tecken teckennyckel noter språk version sida kommun ort fokusgrupp grupp gruppnamn
    gruppens_storlek antal_deltagare antal kodnyckel material konstruerat_material källa date time
    place location duration recorded recording transcribed transcribed_by transcript interview
    project title file present key transkriptör transkriberare kontakt e-post telefon adress
    """
    )
)
"""Keys of a transcript's head ('Datum: ...'); never speakers."""

LEAD_INS = frozenset(
    _words(
        """
    till_exempel t_ex t.ex t.ex. tex exempel exempelvis alltså dvs d.v.s d.v.s. det_vill_säga
    nämligen som_sagt ps p.s not nb n.b anm anmärkning obs! notera observera tips kommentar förslag
    slutsats sammanfattning sammanfattningsvis kort_sagt och men så eller för då sen sedan först
    för_det_första för_det_andra för_det_tredje till_sist till_slut slutligen dessutom jo ja nej nä
    okej ok mm hm därför alltså_så jag_menar typ liksom ungefär citat citerar motto kl klockan cirka
    ca se jfr jämför svarsalternativ alternativ steg punkt del fas bilaga tabell figur kapitel
    avsnitt paus tack hej välkomna välkommen nästa_fråga följdfråga bra dåligt sämre bättre rätt fel
    sant falskt viktigt viktigast problem problemet problemen fråga frågan frågor frågorna
    frågeställning svar svaret exemplet fördel fördelen fördelar fördelarna nackdel nackdelen
    nackdelar nackdelarna skillnad skillnaden skillnader sak saken saker sakerna poäng poängen
    poänger mål målet målen syfte syftet orsak orsaken orsaker orsakerna anledning anledningen
    anledningar lösning lösningen lösningar resultat resultatet resultaten slutsatsen sanning
    sanningen faktum tanke tanken tankar idé idén idéer känsla känslan summa summan konsekvens
    konsekvensen konsekvenser krav kravet kraven regel regeln regler villkor villkoret risk risken
    risker hinder hindret möjlighet möjligheten möjligheter styrka styrkan styrkor svaghet svagheten
    svagheter grej grejen grejer uppgift uppgiften uppgifter budskap budskapet princip principen råd
    rådet beslut beslutet fakta bakgrund bakgrunden metod metoden förklaringen frågeställningen
    kommentaren utmaning utmaningen utmaningar behov behovet behoven tips! varning
    hot_och_möjligheter plus minus summering reflektion reflektioner kontentan huvudsaken kärnfrågan
    dilemmat dilemma note for_example e.g i.e example question answer problem_is however also first
    second third finally http https ftp mailto www re fw sv vb from to subject till från ämne kopia
    """
    )
)
"""Words and phrases that lead a sentence in before a colon ('Till exempel:'); '_' stands for a blank."""

QUESTION_AND_ANSWER = frozenset(
    _words(
        """
    fråga svar question answer f s q a
    """
    )
)
"""Speakers of a printed interview, where both of a pair recur."""

SENTENCE_WORDS = frozenset(
    _words(
        """
    är var varit vara blir blev blivit har hade haft kan kunde ska skall skulle vill ville måste bör
    borde får fick går gick kommer kom ser såg sa sade säger sagt sagts tänker tänkte tycker tyckte
    tror trodde menar menade vet visste finns fanns gör gjorde gäller gällde heter hette står stod
    undrar undrade frågade frågar svarade svarar skrev skriver lyder löd betyder innebär innebar
    handlar handlade behöver behövde låter lät känns kändes verkar verkade ligger låg tar tog ger
    gav sitter satt hör hörde minns kallas kallades brukar brukade börjar började slutar slutade
    jobbar jobbade arbetar arbetade jag du han hon den det vi ni de dom man mig dig oss er dem mej
    dej sig min din sin vår våra era ert deras hans hennes dess att som om när då där här hur vad
    varför vem vilken vilket vilka eftersom medan innan efter inte aldrig alltid bara också även ju
    väl nog kanske alltså liksom typ på i till från med utan för av vid under över mellan genom hos
    mot enligt per och eller men så sen en ett två tre fyra fem sex sju åtta nio tio några många
    flera alla båda denna detta dessa samma annan annat andra första tredje sista följande is are
    was were has have had can could will would should must do does did said says think thought know
    hej hallå hejsan tjena tack ja nej okej god hi hello thanks thank yes no okay ok good morning
    the a an that this these those it he she they we you my your our their of in on at to for with
    from by and or but if when how what why which two three
    """
    )
)
"""Words that stand in sentences and hardly in a speaker's label."""

FIRST_NAMES = frozenset(
    _words(
        """
    anna eva maria karin kristina lena kerstin sara ingrid emma birgitta marie malin jenny elisabeth
    elisabet monica monika inger ulla helena sofia linda annika annica ida susanne susanna elin
    hanna johanna anette annette åsa carina karina siv berit gunilla katarina catarina camilla
    kamilla cecilia gun barbro agneta ulrika therese terese lisbeth margareta margaretha caroline
    karolina carolina jessica jessika amanda julia alice alva maja moa ebba elsa wilma vera klara
    clara agnes stina lisa lotta charlotta charlotte louise lovisa frida josefin josefine rebecka
    rebecca madeleine mikaela michaela veronica veronika viktoria victoria yvonne ylva åse ann anne
    annie ann-marie anne-marie ann-sofie anna-karin anna-lena ann-christin ann-britt gun-britt inga
    ingela ingegerd irene irina iris jasmin yasmin jeanette jonna judith karolin kajsa katja kicki
    lina linn linnea linnéa liselott liselotte lisen maj majken marianne marika marita martina mia
    mona nathalie natalie nina nora olivia pernilla petra pia ragnhild rakel ronja rosa rut ruth
    sandra sanna selma signe sigrid sirkka solveig svea tina tove towe tuva ulrica valborg vendela
    viola viveca vivi yvette zahra fatima amina aisha leila layla maryam mariam noor samira lars
    anders johan per mikael karl erik jan peter thomas tomas fredrik daniel andreas hans bengt mats
    bo stefan jonas magnus martin nils leif björn marcus markus patrik christer krister göran urban
    ulf sven jörgen håkan henrik robert joakim joachim kjell rolf christian kristian david alexander
    roger niklas niclas simon viktor victor tobias oskar oscar sebastian emil filip philip arne åke
    börje bertil birger bosse calle carl claes klas dan dennis einar elias elis ernst evert folke
    frank frans fritz george georg gert gösta greger gunnar gustav gustaf harald harry helge hugo
    hampus hannes ingemar ingvar isak ivar jack jacob jakob jens jerker jesper jim jimmy joel john
    johnny jon josef kaj kalle kennet kenneth kent knut kurt lasse lennart leo liam linus loke lucas
    lukas ludvig mattias matthias max melker mohammed mohamed muhammed ali ahmed hassan hussein
    ibrahim omar osman yusuf mustafa mårten nicklas noah olle olof ola otto ove paul pelle petter
    pontus ragnar raimo rasmus rickard rikard rune samuel sigge sigurd sixten sten stig sture svante
    sverker sören tage tord tore torbjörn torgny torsten tommy tony ture uno valter verner vidar
    vilgot vilhelm wilhelm william yngve örjan östen ove mohammad karl-erik lars-erik per-erik
    jan-erik jan-olof sven-erik kim robin sam alex charlie love lo mio nour mary susan jane janet
    kate kelly emily sarah laura michael james mark steve steven brian kevin paul jason matthew
    andrew richard
    """
    )
)
"""Common first names, in Sweden first: a label that occurs once is more likely a person's with one of
these.
"""

EVENT_WORDS = _words(
    """
    skratt fniss paus ohörbar ohb ohörbart tyst harkl host suck applåd telefon dörr avbr prat mun
    mumla nick viskar gråt snyft inspel klirr knack kaffe rast stör oklar överlapp samtidigt band
    inaudible laugh pause cough crosstalk silence sighs unclear break music musik noise ljud
    bakgrund anteckn kommentar ringer avslut börjar slutar lämnar kommer går xxx
    """
)
"""Beginnings of words in brackets that tell what happens, not who speaks ('[skratt]', '(telefonen
ringer)').
"""
