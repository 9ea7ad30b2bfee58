"""Facts of the learning-seminar study: how many passages of each group are quoted under each theme."""

CHAPTERS: dict[str, dict[str, tuple[int, int, int, int, int]]] = {
    "Inför Lärandeseminarierna": {
        "Bristande förankring": (1, 0, 0, 1, 0),
        "För mycket som pågår samtidigt": (1, 1, 1, 0, 0),
        "Beordran eller erbjudande": (0, 1, 1, 1, 1),
        "Otydligt syfte": (1, 1, 1, 1, 1),
    },
    "Lärandeseminarierna": {
        "Positivt att möta andra": (1, 1, 0, 1, 0),
        "För mycket prat": (0, 1, 0, 1, 1),
        "Teamen saknade ledare": (1, 0, 1, 0, 1),
        "Föreläsningarna – blandade reaktioner": (1, 2, 2, 0, 0),
        "Meningsfulla eller konstruerade arbetsuppgifter": (1, 1, 2, 0, 1),
        "Flödesscheman som grund för förståelse": (0, 1, 0, 1, 1),
        "Teamens olika målsättningar": (1, 1, 1, 1, 1),
        "Sprida kunskap till varandra": (0, 2, 2, 0, 0),
        "Sprida kunskap till andra": (1, 2, 0, 1, 0),
    },
    "Lärandeseminariernas resultat": {
        "Gemensamma vårdplaner – bieffekt eller bakslag": (1, 0, 1, 0, 0),
        "Besökt varandra och fått ökad förståelse": (1, 1, 1, 0, 0),
        "Gemensamma behandlingsprogram, nya rutiner och kontakter": (0, 1, 1, 1, 0),
        "Mycket tid till ingen nytta": (1, 0, 0, 0, 1),
        "Efter Lärandeseminarierna tog det slut": (0, 0, 1, 1, 0),
    },
    "Samverkan": {
        "Olika huvudmän komplicerar": (2, 2, 0, 1, 0),
        "Oklara uppdrag och mandat": (0, 2, 0, 0, 2),
        "Olika kulturer kan försvåra": (2, 0, 2, 2, 0),
        "Olika organisatoriska villkor": (2, 1, 0, 1, 0),
        "Ständigt denna samverkan": (1, 0, 1, 1, 0),
    },
}
