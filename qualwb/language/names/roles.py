"""Words for what somebody is: trades, offices, peoples."""

from __future__ import annotations

from qualwb.language.wordlists import endings, word_set

_ROLES = word_set(
    """
    rektor präst kyrkoherde pastor pingstpastor imam domare polis borgmästare landshövding riksdagsledamot
    kommunalråd oppositionsråd ordförande direktör vd chef mästare barnmorska veterinär doktor läkare
    tandläkare trubadur dirigent organist kantor lokförare brandman åklagare general överste pilot
    hundförare författare konstnär skådespelare spelare elev patient student undersköterska sjuksköterska
    sköterska lärare advokat jurist minister ambassadör professor forskare landslagsman smed bagare
    fiskare fyrvaktare bonde förare skomakare urmakare optiker apotekare kirurg psykiater psykolog kurator
    nattpatrull vaktmästare frisör idrottare tränare nämndeman diakon diakonissa munk nunna
    kommunpolitiker karl karln gubben tanten politiker mäklare entreprenör artist sångare kvinna man kille
    tjej flicka pojke person barn mamma pappa farmor svensk utlänning muslim jude same rom finska somalier
    värdinna hövding greve grevinna friherre baron adelsman
    """
)
_ROLE_ENDINGS = endings(
    """
    bonden bönderna
    aren are erskan erska isten ist mannen man kvinnan ören ör logen log prästen rektorn domare chefen
    chef skan morskan läkaren föraren hövding hövdingen ledaren direktören polisen eleven patienten
    spelaren vännen vän pastor pastorn inna innan
    """
)
_EVERYDAY = word_set(
    """
    kvinna man kille tjej flicka pojke person barn mamma pappa farmor elev patient student lärare läkare
    doktor chef
    """
)


def is_role(low: str) -> bool:
    """Whether a word in lower case says what somebody is: 'rektor', 'kalkonbonden'."""
    return low in _ROLES or (len(low) > 5 and low.endswith(_ROLE_ENDINGS))


def is_rare_role(low: str) -> bool:
    """Whether few at a place are that: 'rektor', not 'kvinna'."""
    bare = low.removesuffix("en").removesuffix("n")
    return (low in _ROLES or bare in _ROLES) and low not in _EVERYDAY and bare not in _EVERYDAY
