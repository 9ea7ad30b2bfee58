"""The words for what an organisation is: at the end of its name, before it, and after it."""

from __future__ import annotations

from qualwb.language.wordlists import endings, word_set

_UNITS = """
skola/skolan förskola/förskolan grundskola/grundskolan friskola/friskolan särskola/särskolan
folkhögskola/folkhögskolan högskola/högskolan musikskola/musikskolan gymnasium/gymnasiet
universitet/universitetet fritidsgård/fritidsgården fritidshem/fritidshemmet ungdomsgård/ungdomsgården
sjukhus/sjukhuset lasarett/lasarettet vårdcentral/vårdcentralen hälsocentral/hälsocentralen
läkarstation/läkarstationen läkarhus/läkarhuset klinik/kliniken tandklinik/tandkliniken
mottagning/mottagningen öppenvård/öppenvården familjecentral/familjecentralen rehab/rehaben
behandlingshem/behandlingshemmet familjehem/familjehemmet korttidshem/korttidshemmet
korttidsboende/korttidsboendet stödboende/stödboendet boende/boendet gruppboende/gruppboendet
äldreboende/äldreboendet demensboende/demensboendet vårdboende/vårdboendet omsorgsboende/omsorgsboendet
trygghetsboende/trygghetsboendet seniorboende/seniorboendet servicehus/servicehuset vårdhem/vårdhemmet
sjukhem/sjukhemmet ålderdomshem/ålderdomshemmet äldrehem/äldrehemmet gruppbostad/gruppbostaden
servicebostad/servicebostaden hospice/hospicet hemtjänst/hemtjänsten hemvård/hemvården
hemsjukvård/hemsjukvården dagverksamhet/dagverksamheten
dagcenter/dagcentret träffpunkt/träffpunkten mötesplats/mötesplatsen
daghem/daghemmet härbärge/härbärget anstalt/anstalten frivård/frivården häkte/häktet
församling/församlingen pastorat/pastoratet kyrka/kyrkan kapell/kapellet moské/moskén stift/stiftet
församlingshem/församlingshemmet missionshus/missionshuset bygdegård/bygdegården hembygdsgård/hembygdsgården
folketshus/folketshuset förening/föreningen stiftelse/stiftelsen förbund/förbundet klubb/klubben
studieförbund/studieförbundet kooperativ/kooperativet kamratförening/kamratföreningen
brukarförening/brukarföreningen anhörigförening/anhörigföreningen idrottsförening/idrottsföreningen
fotbollsklubb/fotbollsklubben ridklubb/ridklubben ridskola/ridskolan skytteklubb/skytteklubben
kvinnojour/kvinnojouren tjejjour/tjejjouren bibliotek/biblioteket museum/museet teater/teatern
bolag/bolaget bostadsbolag/bostadsbolaget företag/företaget firma/firman byrå/byrån advokatbyrå/advokatbyrån
begravningsbyrå/begravningsbyrån fabrik/fabriken såg/sågen sågverk/sågverket bruk/bruket verkstad/verkstaden
bilverkstad/bilverkstaden åkeri/åkeriet handelsträdgård/handelsträdgården bageri/bageriet
konditori/konditoriet kafé/kaféet restaurang/restaurangen pizzeria/pizzerian kiosk/kiosken krog/krogen
hotell/hotellet vandrarhem/vandrarhemmet värdshus/värdshuset gästgiveri/gästgiveriet camping/campingen
salong/salongen bokhandel/bokhandeln blomsterhandel/blomsterhandeln järnhandel/järnhandeln
lanthandel/lanthandeln apotek/apoteket tidning/tidningen hall/hallen badhus/badhuset simhall/simhallen
ishall/ishallen bowlinghall/bowlinghallen arena/arenan idrottsplats/idrottsplatsen gård/gården
"""
"""Each indefinite and definite."""
_INDEFINITE = word_set(" ".join(pair.split("/")[0] for pair in _UNITS.split()))
_DEFINITE = word_set(" ".join(pair.split("/")[1] for pair in _UNITS.split()))
_STAND_BEFORE = word_set(
    """
    förskola familjecentral familjecenter konditori kafé café restaurang pizzeria hotell lasarett vårdcentral
    vc hvb daglig träffpunkt träffpunkten salong villa ab region team teamet enhet enheten distrikt hemtjänst
    stödboende gruppbostad gruppboende äldreboende vårdboende servicebostad korttids dagcenter rehab
    rehabkliniken kvarteret hvb-hemmet särskilda hemmet affären behandlingshem behandlingshemmet öppenvården
    bostadsstiftelsen ridklubben brf hospice mottagning ifk ik gif bk fk sk hk ibk ibf demenscentrum
    föräldrakooperativet kooperativet området område
    """
)
"""What stands before a name without being definite, and what is no unit but is named as one."""
_TRADES = word_set(
    """
    däck rör bygg el måleri kakel frisör hårvård snickeri plåt taxi städ livs tobak grill blommor
    mekaniska stans fjäder press gjuteri trä profil energi fastigheter bostäder trafik maskin
    maskiner lantmaskiner bil bilar bilservice buss flytt glas golv hiss ur optik hud skor mode kött
    charkuteri fisk mejeri kvarn plantskola plast metall verktyg entreprenad transport transporter
    schakt redovisning frakt bärgning budtransport assistans omsorg vård fjällturer hästskjutsar
    söner kompani eftr konsult data gym bemanning rökeri rök bud diakoni montessori holding invest mack
    bilverkstad gatukök lantbruksbyrå plantor lanthandel städservice hemservice fastighetsskötsel
    rederi varv stuteri kennel uthyrning båtar motor hotell bokhandel foto tryck tryckeri trädgård
    skogsvård skog virke åkeri buss resor järn
    """
)
_LEGAL_AND_CLUBS = word_set(
    """
    hvb if bk ik ff fk ab hb kb ek sk gk hk gif aik ifk bois ibk bbk ok bs handelsbolag idrottsförening kommun
    kommuns län landsting pastorat stift vänner frukt bystuga loge minnesfond fond stiftelse
    sparbank hembygdsförening bygdegårdsförening intresseförening byalag fiber
    """
)
NEEDS_CAPITAL = word_set(
    """
    bil bilar buss resor kött fisk skor mode ur glas hud virke skog trä maskin maskiner data
    vård omsorg trädgård järn foto tryck golv hiss plast metall verktyg söner gård hall kiosk såg bolag
    byrå firma företag salong verkstad tidning kapell
    """
)
"""What in lower case is only somebody's own: 'Kvastholms bil'."""
ENDINGS = endings(
    """
    skolan skola sjukhuset sjukhus lasarettet lasarett vårdcentralen vårdcentral hemmet gården gårdens
    kyrkan församling församlingen föreningen förening förbundet centralen kliniken mottagningen byrån
    stiftelsen gymnasiet gymnasium högskolan universitetet universitet teatern biblioteket museet bolaget
    verken fabriken hotellet restaurangen pizzerian boendet äldreboendet gruppbostaden dagverksamheten
    klubb klubben kommun kommunen hemtjänst bageri konditori kafé café bibliotek center huset jouren
    salongen åkeri verkstad hallen villan dagis förskola förskolan fritids fritidsgård teamet apotek
    kooperativet byggdelar krog kiosk moské moskén nämnden orten pastoratet bostaden härbärget anstalten
    servicehus äldreboende vårdboende arenan badet bygdegård bygg bil taxi bolagen sparbank
    """
)
"""How the name of a unit ends that is one word."""
CALLED_BY_NAME = endings(
    "klubben föreningen kooperativet kören orkestern centret boendet hemmet mottagningen jouren laget"
)
"""How words end that stand before the name of a unit: 'schackklubben Bonden'."""
BEFORE_NAME = _DEFINITE | _STAND_BEFORE
"""What stands before the name: 'familjecentralen Lyckan', 'Team Syd'."""
AFTER_NAME = (
    _INDEFINITE
    | _TRADES
    | _LEGAL_AND_CLUBS
    | word_set("skolan gymnasiet sjukhuset kyrkan förskolan biblioteket teatern hallen gården")
)
"""What stands after it: 'Karlssons Rör', 'Eksjö pastorat'."""
ASSOCIATIONS = endings("föreningen stiftelsen förbundet missionen jouren klubben pastoratet församlingen")
COMPANY = word_set("ab hb kb aktiebolag handelsbolag ekonomisk")
VAGUE = word_set(
    "område området kyrkan daglig ab hemmet särskilda enhet enheten tidningen gården bolaget företaget byrån"
)
"""What needs a capital after it to stand before a name."""
COMPASS = word_set(
    "norr söder öster väster nord syd öst väst nordväst nordost sydväst sydost mitt city centrum"
)
"""What units of one kind are told apart by: 'område väst'."""
PARTED_UNITS = word_set(
    "område området distrikt enhet enheten team teamet avdelning avdelningen sektion grupp zon hemtjänst "
    "hemtjänsten region verksamhetsområde"
)
CALLED_UNITS = word_set(
    """
    ankaret arken bikupan björken blåklinten blåklockan blåsippan boken bryggan bron brunnen bäcken
    cirkeln duvan eken eklunden fenix fjärilen flamman floden forsen fyren fyrklövern fröet galaxen
    gläntan gnistan granen grinden gryningen gullvivan gungan hallonet hamnen havet hjärtat holken
    horisonten humlan hälsan hörnan igelkotten kajutan kastanjen klippan klöver klövern kojan
    kompassen korallen kornet kotten kronan kullen källan lanternan liljan liljekonvaljen linden
    lingonet loftet lotsen lunden lyckan lyktan länken månen mosaiken myran navet nyckeln
    nyckelpigan oasen ollonet omega pärlan porten prisma regnbågen ringen rosen rosengården rubinen
    safiren skatan skeppet skogsgläntan skutan slussen smedjan smultronet snäckan solen solglimten
    solgläntan solrosen solstrålen solsidan spindeln spiralen stegen stenen stigen stjärnan stranden
    svalan svanen syrenen tallen tistlarna torpet trampolinen triangeln trollet tärnan ugglan
    vallmon vargen vinden violen vitsippan vågen ängen ängeln äpplet örnen
    """
)
"""Nouns that units are called by: 'på kompassen'."""
NUMBERED_UNITS = word_set("avdelning avdelningen avd enhet enheten team teamet paviljong sektion distrikt")
"""Units that have numbers for names: 'avdelning 12'."""
