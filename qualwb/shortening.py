"""A text on one line, as short as it must be."""


def one_line(text: str) -> str:
    """The text with one space for each stretch of white space, line ends among them."""
    return " ".join(text.split())


def shortened_within(text: str, width: int) -> str:
    """As ``shortened``, but with the last words of the text too: what is cut out are those before them."""
    line = one_line(text)
    if len(line) <= width:
        return line
    end = len(line) - width // 3
    if line[end - 1] != " ":
        end = line.find(" ", end) + 1 or end
    return f"{line[: width - (len(line) - end) - 3].rstrip()} … {line[end:]}"


def shortened(text: str, width: int) -> str:
    """The text on one line of so many code points at most; an ellipsis stands for what is cut off."""
    line = one_line(text)
    return line if len(line) <= width else line[: width - 1] + "…"
