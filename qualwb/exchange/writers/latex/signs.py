"""Text as LaTeX that pdflatex and lualatex print, whatever signs are in it.

What the T1 and TS1 encodings hold is written as it is; for other signs there is a command, an accent on a
letter or, where LaTeX's own fonts have nothing, the sign's number in brackets: never an error, never a gap.
"""

import re
from unicodedata import category, decomposition, normalize

from qualwb.safe_text import cleaned

BREAK = "\u200b"
"""Where a line may end without a hyphen."""
SOFT_HYPHEN = "\u00ad"

PRINTED = frozenset(
    "¡¢£¤¥§¨©ª«¬®¯°±²³´µ¶¸¹º»¼½¾¿×÷–—‘’‚“”„†‡•…‰‹›€™ȘșȚț"
    + "".join(map(chr, (*range(0xC0, 0x17F), *range(0x20, 0x7F))))
) - frozenset('ĦħĸĿŀŉŦŧ\\{}$&#%_^~<>[]*|"')
"""Signs that are written as they are."""

COMMANDS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "[": "{[}",  # an optional argument, where it follows a line end
    "]": "{]}",
    "*": "{*}",  # the same
    '"': r"{\char34}",  # a shorthand of babel's, and in no encoding by the same name
    "\n": r"\par ",
    "\t": " ",
    "\u00a0": "~",
    "\u202f": r"\,",
    "\u2009": r"\,",
    "\u2010": "-",
    "\u2011": r"\mbox{-}",
    "\u2015": "—",
    "\u2028": r"\par ",
    "\u2029": r"\par ",
    SOFT_HYPHEN: r"\-",
    BREAK: r"\hspace{0pt}",
    "·": r"\textperiodcentered{}",
    "◦": r"$\circ$",
    "○": r"$\circ$",
    "●": r"\textbullet{}",
    "■": r"\rule{1ex}{1ex}",
    "▪": r"\rule{.7ex}{.7ex}",
    "✓": r"$\surd$",
    "✔": r"$\surd$",
    "✗": r"$\times$",
    "✘": r"$\times$",
    **{block: rf"\rule{{{eighths / 8:g}em}}{{1.4ex}}" for eighths, block in enumerate("▏▎▍▌▋▊▉█", 1)},
}
MATH = {
    **{"−": "-", "≥": r"\geq", "≤": r"\leq", "≠": r"\neq", "≈": r"\approx", "≡": r"\equiv", "∞": r"\infty"},
    **{"→": r"\rightarrow", "←": r"\leftarrow", "↑": r"\uparrow", "↓": r"\downarrow"},
    **{"↔": r"\leftrightarrow", "⇒": r"\Rightarrow", "⇐": r"\Leftarrow", "⇔": r"\Leftrightarrow"},
    **{"√": r"\surd", "∑": r"\Sigma", "Σ": r"\Sigma", "∈": r"\in", "∅": r"\emptyset", "∩": r"\cap"},
    **{"∪": r"\cup", "★": r"\star", "△": r"\triangle", "▲": r"\triangle", "Δ": r"\Delta", "Ω": r"\Omega"},
    **{"α": r"\alpha", "β": r"\beta", "γ": r"\gamma", "δ": r"\delta", "ε": r"\epsilon", "η": r"\eta"},
    **{"θ": r"\theta", "κ": r"\kappa", "λ": r"\lambda", "μ": r"\mu", "π": r"\pi", "ρ": r"\rho"},
    **{"σ": r"\sigma", "τ": r"\tau", "φ": r"\phi", "χ": r"\chi", "ω": r"\omega"},
}
ACCENTS = {
    **{"\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=", "\u0306": "u"},
    **{"\u0307": ".", "\u0308": '"', "\u030a": "r", "\u030b": "H", "\u030c": "v", "\u0323": "d"},
    **{"\u0328": "k", "\u0331": "b"},
}
"""LaTeX's commands for marks on the letter before them, as far as lualatex's face has the marks."""
_ACCENTED = re.compile(rf"([A-Za-z][{''.join(ACCENTS)}]+)")
_BLANK_LINES = re.compile(r"\\par (?:\s*\\par )+")
_LIGATURES = re.compile(r"([-',`])(?=\1)|([!?])(?=`)")


def escaped(text: str) -> str:
    """The text with every sign that LaTeX would obey or can't print written so that it is printed.

    A line is a paragraph, which no caption or heading takes: give these their text on one line.
    """
    parts = _ACCENTED.split(_parted(normalize("NFC", cleaned(text))))
    written = "".join(
        _with_accents(part) if n % 2 else part.translate(_SIGNS) for n, part in enumerate(parts)
    )
    return _LIGATURES.sub(r"\g<0>{}", _BLANK_LINES.sub(r"\\par\\smallskip ", written))


def label(text: str) -> str:
    """The text as a name that files and references can bear: 'teman-per-grupp'."""
    plain = normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


class _Signs(dict[int, str]):
    """How each sign is written, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = written = _written(chr(code))
        return written


def _written(sign: str) -> str:
    if sign in COMMANDS:
        return COMMANDS[sign]
    if sign in PRINTED:
        return sign
    if sign in MATH:
        return f"${MATH[sign]}$"
    if category(sign) == "Cf" or "\ufe00" <= sign <= "\ufe0f":  # joiners and variants of other signs
        return ""
    if category(sign) == "Zs":
        return " "
    plain = normalize("NFKC", sign)
    if plain != sign and all(letter in PRINTED for letter in plain):
        return plain
    return rf"{{\scriptsize{{[}}U+{ord(sign):04X}{{]}}}}"


_SIGNS = _Signs()


def _parted(text: str) -> str:
    """The text with letters that LaTeX prints by an accent as letter and accent."""
    if text.isascii():
        return text
    return "".join(
        sign if sign.isascii() or sign in PRINTED or not decomposition(sign) else _letter_and_accents(sign)
        for sign in text
    )


def _letter_and_accents(sign: str) -> str:
    parts = normalize("NFD", sign)
    return parts if _ACCENTED.fullmatch(parts) else sign


def _with_accents(cluster: str) -> str:
    letter = cluster[0]
    for mark in cluster[1:]:
        letter = rf"\{ACCENTS[mark]}{{{letter}}}"
    return letter
