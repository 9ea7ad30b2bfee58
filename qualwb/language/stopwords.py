"""Swedish words that carry no topic in talk: function words, particles of talk, backchannels.

The lists hold written forms and speech spellings, inflected forms and base forms, in lower case, so that a
word can be asked about as it stands or as its lemma.
"""

from __future__ import annotations

from qualwb.language.wordlists import word_set

PRONOUNS = word_set(
    """
    jag mig mej min mitt mina du dig dej din ditt dina han honom hans hon henne hennes hen hens den det
    dess vi oss vår vårt våra ni er ert era de dem dom deras sig sej sin sitt sina man en ens ett denna
    denne detta dessa vem vad vilken vilket vilka vars som någon något några nån nåt nåra någonting
    nånting ingen inget inga ingenting all allt alla var varje varandra varann själv själva självt samma
    annan annat andra sådan sådant sådana sån sånt såna båda bägge dylik dä detsamma densamma desamma
    envar vardera ömse
    """
)

FUNCTION_WORDS = word_set(
    """
    och att å o eller men utan samt för om när då medan innan efter sedan sen eftersom därför varför hur
    där här dit hit därifrån härifrån var vart än både antingen varken ifall fast fastän såvida huruvida
    trots i på av till från med mot mellan över under genom hos vid åt ur före bakom framför bredvid
    utanför inom innanför kring omkring enligt angående gällande via per tills inför bland gentemot
    utöver förutom inte ej aldrig icke inte int redan ännu alltid ofta ibland sällan nu så mycket mycke
    mer mera mest lite litet mindre minst bara endast också även åter igen kanske väl nog ju dock likväl
    ändå ganska rätt väldigt jätte himla rena alldeles helt ungefär cirka upp ner ned in ut fram bort
    hem tillbaka tillbaks undan ihop isär därmed därav därtill därefter dessutom annars istället iställe
    överhuvudtaget ibland någonstans nånstans någonsin nånsin något sedermera således sålunda emellertid
    emellan emot ifrån dels ännu länge strax snart nyss just
    """
)

AUXILIARIES = word_set(
    """
    vara är e ä var va varit ha har hade haft ska skall skulle skola kunna kan kunde kunnat måste vilja
    vill ville velat bli blir blev blivit få får fick fått bör borde böra må måtte lär torde göra gör
    gjorde gjort komma kommer kom kommit ta tar tog tagit gå går gick gått säga säger sade sa sagt ge
    ger gav gett tycka tycker tyckte tyckt tro tror trodde trott veta vet visste vetat mena menar menade
    känna känner kände tänka tänker tänkte bruka brukar brukade låta låter lät finnas finns fanns
    funnits
    """
)

TALK_PARTICLES = word_set(
    """
    alltså asså assa liksom typ ba bah ju väl nog jo ja jaa jaha jajamän japp jovisst javisst nej nä nää
    nej nähä mm mhm mmm hm hmm aha ah aa oj oh åh öh eh ehm äh äsch usch ok okej okay visst precis exakt
    absolut faktiskt egentligen såklart förstås nämligen vadå va hur sådär så såhär liksom tydligen
    iallafall ialla iaf hej tack gud herregud juste just kör naturligtvis självklart sant
    """
)

NUMERALS = word_set(
    """
    noll en ett två tre fyra fem sex sju åtta nio tio elva tolv hundra tusen
    """
)

STOPWORDS = PRONOUNS | FUNCTION_WORDS | AUXILIARIES | TALK_PARTICLES | NUMERALS
"""All of the above."""
