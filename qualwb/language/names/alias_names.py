"""The names that aliases are drawn from, written for this purpose: given names, surnames, places, streets.

Surnames, places and streets are put together from two parts. Places and streets are invented; a list of known
places is looked into as well (``gazetteer``).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from qualwb.language.names.gazetteer import is_known_place


def _names(names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names.split()))


WOMEN = _names(
    "Agda Agnes Alexandra Alice Alma Alva Amanda Anja Anneli Annika Astrid Barbro Beata Bianca Birgit "
    "Bodil Britta Camilla Carina Caroline Cecilia Clara Daga Dagny Daniela Desirée Diana Doris Edit Edla "
    "Elin Elina Elisabet Ella Ellen Elsa Elvira Embla Emelie Emma Engla Erika Ester Evelina Felicia "
    "Filippa Fredrika Frida Gerd Gertrud Gudrun Gunhild Gunnel Gustava Hanna Hedda Hedvig Helena Helga "
    "Henny Hilda Hildur Hillevi Ida Idun Inez Inga Ingeborg Ingegerd Ingela Inger Ingrid Irene Iris "
    "Isabella Ivana Jasmine Jenny Jessica Joanna Johanna Jonna Josefin Judit Julia Kajsa Karin "
    "Karolina Kerstin Klara Kristin Lena Leonora Lilian Lina Linda Linn Lisa Livia Lova Lovis Lydia Maja "
    "Majken Malin Margareta Maria Marianne Marika Martina Matilda Melissa Meja Mikaela Mimmi Minna "
    "Miranda Moa Molly Märta Nadja Nanna Nathalie Nelly Nellie Nora Norea Olga Olivia Ottilia Paula Petra "
    "Pia Ragna Rebecka Ronja Rut Sally Sandra Sara Selma Sigbritt Signe Sigrid Siri Siv Sofia "
    "Solveig Stella Stina Susanna Svea Sylvia Tekla Terese Thea Tilda Tilde Tora Tove Tyra Ulrika Ursula "
    "Vega Vendela Vera Veronika Viktoria Viola Viveka Wilma Yrsa Yvonne Ylva Åse Öllegård"
)
MEN = _names(
    "Adam Adrian Aksel Albert Alfons Alfred Algot Allan Alvar Alvin Anders Andreas Anton Aron Arne Arvid "
    "Assar August Axel Balder Bengt Benjamin Bernt Bertil Birger Bruno Börje Carl Casper Christer Claes "
    "Colin Daniel Dante David Dennis Ebbe Edgar Edvard Edvin Einar Elias Elof Elvin Emil Enar Erik "
    "Erland Ernst Esbjörn Eskil Evert Fabian Felix Filip Folke Frank Frans Fredrik Fritiof Georg Gillis "
    "Gottfrid Greger Gunnar Gustav Göran Göte Hannes Harald Harry Helge Helmer Henrik Herbert Hilding "
    "Hjalmar Holger Hugo Håkan Igor Ingemar Ingvar Isak Ivan Ivar Jack Jakob Jan Jens Jerker Joakim Joel "
    "Johannes John Jonas Jonatan Josef Julius Justus Jörgen Karl Kasper Kjell Klas Knut Kristian "
    "Kristoffer Kurt Lars Leif Lennart Leo Leopold Linus Loke Love Ludvig Lukas Magnus Malte Marcus Mats "
    "Mattias Max Melvin Mikael Milton Måns Mårten Nils Nikolaus Olle Olof Orvar Oskar Ossian Otto Ove "
    "Patrik Paul Per Peter Ragnar Ralf Rasmus Rikard Robert Roland Rolf Ruben Rune Rutger Samuel "
    "Sebastian Sigge Sigurd Simon Sixten Sivert Staffan Stellan Sture Svante Sven Sverker "
    "Sylve Tage Teodor Tobias Tom Tomas Torbjörn Tord Tore Torgny Torsten Truls Tryggve Ture Ulf Ulrik "
    "Urban Uno Valdemar Valter Verner Vidar Viggo Viktor Ville Vilmer Vincent Yngve Zacharias Åke Örjan "
    "Östen"
)
NEUTRAL = _names(
    "Alex Andie Ariel Billie Bobbie Charlie Chris Connie Dani Devin Dominique Eli Elis Frankie Iggy "
    "Izzy Jamie Jo Joey Jona Jules Juno Kai Kelly Kim Kit Lee Leslie Lo Loa Lou Loui Luca Lumi Marion "
    "Mika Mio Misha Nemo Nikita Nima Nino Noa Nour Olli Pim Rene Rio Robin Ronnie Sam Sascha "
    "Shannon Skye Sonny Teddie Tintin Toni Vanja Vilde Yoa Yuki"
)

_SURNAME_STARTS = _names(
    "Alm Asp Björk Blom Bok Bäck Dahl Ek Eker Eng Fager Fjell Flod Fors Fäll Gran Grön Hag Hall Hammar "
    "Hav Hed Hell Holm Hägg Häll Kall Käll Lager Lej Lilje Lind Ljung Lund Löv Malm Mark Mo Mos Nor Ny "
    "Palm Ren Ros Rud Rönn Sand Skog Sjö Snö Sol Stol Strand Ström Sund Säv Tall Tun Vall Vest Vik Vinter "
    "Väst Åker Ång Ås Ö Öst"
)
_SURNAME_ENDS = _names(
    "berg blad borg bäck dal felt gren holm kvist lid ling löf man mark sten stedt strand ström vall"
)
_SURNAME_ENDS_IN_S = _names("fors näs ås")
PLACE_STARTS = _names(
    "Ask Barr Brumle Dagg Dimmel Drome Dunge Fjäder Flinge Gnister Gryne Gyllen Halle Himle Hjortron "
    "Huldre Humle Hägge Iller Järpe Klockar Klöver Kringle Kvitter Kåse Lingon Ljumme Lomme Lärke Mossel "
    "Munder Måne Nunne Nypon Nävre Orre Pilfink Pärle Ränne Rimfrost Ripe Rågle Sippe Skimmer Skymning "
    "Slånbärs Sobel Spov Svale Tranbärs Trolle Tuvull Tärne Vinter Virvel Vitsipps Älve Ärle Ugglevinge"
)
_PLACE_ENDS = _names("by sjö bro boda ryda måla lida")
_PLACE_ENDS_IN_S = _names("näs ås fors")


@dataclass(frozen=True)
class Pool:
    """Names to draw from. Those in s, x, z look alike in the genitive and are kept apart."""

    names: tuple[str, ...]

    @cached_property
    def in_s(self) -> tuple[str, ...]:
        """Those that end in s, x or z."""
        return tuple(name for name in self.names if ends_in_s(name))

    @cached_property
    def not_in_s(self) -> tuple[str, ...]:
        """The others."""
        return tuple(name for name in self.names if not ends_in_s(name))


def ends_in_s(name: str) -> bool:
    """Whether the genitive of a name takes no s."""
    return name[-1:].casefold() in ("s", "x", "z")


@lru_cache(maxsize=3)
def given_names(gender: str) -> tuple[Pool, Pool]:
    """Given names of women ('f'), men ('m') or either, and then double names of them ('Maja-Lisa')."""
    names = {"f": WOMEN, "m": MEN}.get(gender, NEUTRAL)
    return Pool(names), Pool(tuple(f"{one}-{other}" for one in names for other in names if one != other))


@lru_cache(maxsize=1)
def surnames() -> Pool:
    """Surnames as they are common in Sweden."""
    return Pool(_joined(_SURNAME_STARTS, (*_SURNAME_ENDS, *_SURNAME_ENDS_IN_S)))


@lru_cache(maxsize=1)
def places() -> Pool:
    """Names of places that are none in Sweden as far as is known, most of them in a vowel."""
    names = _joined(PLACE_STARTS, (*_PLACE_ENDS, *_PLACE_ENDS_IN_S))
    return Pool(tuple(name for name in names if not is_known_place(name)))


def _joined(starts: tuple[str, ...], ends: tuple[str, ...]) -> tuple[str, ...]:
    """Every start with every end, no letter three times and no part twice ('Bergberg')."""
    pairs = ((one, other) for one in starts for other in ends if one.casefold() != other)
    return tuple(one + other for one, other in pairs if one[-2:].casefold() != other[:1] * 2)
