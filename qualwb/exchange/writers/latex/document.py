"""Documents that pdflatex and lualatex compile with what a plain TeX installation has."""

from qualwb.localization import language

TONGUES = {"sv": "swedish"}
"""Babel's names of languages other than English."""


def preamble(packages: str) -> list[str]:
    """The lines before a document begins: A4, the language in use, a face that has its letters."""
    tongue = TONGUES.get(language())
    return [
        r"\documentclass[11pt,a4paper]{article}",
        r"\usepackage[margin=2cm]{geometry}",
        r"\ifdefined\directlua\else\usepackage[T1]{fontenc}\fi",
        r"\IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}",
        *([rf"\IfFileExists{{{tongue}.ldf}}{{\usepackage[{tongue}]{{babel}}}}{{}}"] if tongue else []),
        rf"\usepackage{{{packages}}}",
    ]
