"""A text on one line, as short as it must be."""


def one_line(text: str) -> str:
    """The text with one space for each stretch of white space, line ends among them."""
    return " ".join(text.split())


def shortened_within(text: str, width: int) -> str:
    """As ``shortened``, but with the end of the text too: what is cut out are words before it."""
    line = one_line(text)
    if len(line) <= width:
        return line
    end = width // 3
    return f"{line[: width - end - 3]} … {line[-end:]}"


def shortened(text: str, width: int) -> str:
    """The text on one line of so many code points at most; an ellipsis stands for what is cut off."""
    line = one_line(text)
    return line if len(line) <= width else line[: width - 1] + "…"
