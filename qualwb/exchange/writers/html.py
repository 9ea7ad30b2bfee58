"""A table as an html page of its own, or as a part of one."""

from qualwb.exchange.tables.table import Cell, Table, parts
from qualwb.exchange.writers.html_page import escape, page
from qualwb.exchange.writers.text import text_of
from qualwb.localization import gettext as _
from qualwb.localization import language


def render(table: Table) -> str:
    """A page with the table: readable without a network, by eye, by screen reader and on paper."""
    title = table.title or _("Table")
    shown = "".join(table_html(part, part.caption or part.title) for part in parts(table))
    return page(title, f"<main>\n{shown}</main>\n", language=language())


def table_html(table: Table, caption: str | None = None) -> str:
    """The table with its caption and notes. In tables of numbers too the first column heads its row."""
    caption = table.title if caption is None else caption
    parts = [
        '<div class="scroll" tabindex="0" role="region"',
        f' aria-label="{escape(caption or _("Table"))}">',
    ]
    parts.append("<table>\n")
    if caption:
        parts.append(f"<caption>{escape(caption)}</caption>\n")
    heads = "".join(
        f'<th scope="col"{_class(index, table)}>{escape(column)}</th>'
        for index, column in enumerate(table.columns)
    )
    parts.append(f"<thead><tr>{heads}</tr></thead>\n<tbody>\n")
    parts += [
        "<tr>" + "".join(_cell(index, cell, table) for index, cell in enumerate(row)) + "</tr>\n"
        for row in table.rows
    ]
    parts.append("</tbody>\n</table></div>\n")
    parts += [f'<p class="note">{escape(note)}</p>\n' for note in table.notes]
    return "".join(parts)


def _cell(index: int, cell: Cell, table: Table) -> str:
    text = text_of(cell)
    if index == 0 and (table.row_heads or (table.numeric and 0 not in table.numeric)):
        indent = len(text) - len(text.lstrip(" "))
        style = f' style="padding-left:{0.6 + indent * 0.6:.1f}rem"' if indent else ""
        return f'<th scope="row"{style}>{escape(text.lstrip(" "))}</th>'
    return f"<td{_class(index, table)}>{escape(text)}</td>"


def _class(index: int, table: Table) -> str:
    return ' class="number"' if index in table.numeric else ""
