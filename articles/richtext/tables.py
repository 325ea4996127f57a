"""Tables in normal form: every row as wide as the widest, no cell over another."""

from articles.richtext.document import Node

MAX_CELLS = 10_000


def tidy_table(table: Node) -> list[Node]:
    """The table, or what remains of it: nothing where it is empty, its text where it is no table.

    A single cell is a frame around text, not a table; beyond `MAX_CELLS` no reader can follow.
    """
    _drop_empty_rows(table)
    cells = [cell for row in table.children for cell in row.children]
    if not any(_has_text(cell) for cell in cells):
        return []
    width = _place_cells(table)
    if len(cells) == 1 or width * len(table.children) > MAX_CELLS:
        return [block for cell in cells for block in cell.children if _has_text(block)]
    _fill_rows(table, width)
    return [table]


def _has_text(node: Node) -> bool:
    return bool(node.inlines) or any(_has_text(child) for child in node.children)


def _span(cell: Node, name: str) -> int:
    return int(cell.attributes.get(name, "1"))


def _set_span(cell: Node, name: str, span: int) -> None:
    if span > 1:
        cell.attributes[name] = str(span)
    else:
        cell.attributes.pop(name, None)


def _drop_empty_rows(table: Node) -> None:
    """Rows without cells of their own go, and cells that reach into them end earlier."""
    for index, row in enumerate(table.children):
        for cell in row.children:
            reach = table.children[index : index + _span(cell, "rowspan")]
            _set_span(cell, "rowspan", sum(1 for covered in reach if covered.children))
    table.children = [row for row in table.children if row.children]


def _place_cells(table: Node) -> int:
    """Cut spans that run into other cells; the width of the table."""
    taken: list[set[int]] = [set() for _row in table.children]
    for index, row in enumerate(table.children):
        column = 0
        for cell in row.children:
            while column in taken[index]:
                column += 1
            free = 1
            while free < _span(cell, "colspan") and column + free not in taken[index]:
                free += 1
            _set_span(cell, "colspan", free)
            for covered in taken[index : index + _span(cell, "rowspan")]:
                covered.update(range(column, column + free))
            column += free
    return max((max(row) + 1 for row in taken if row), default=0)


def _fill_rows(table: Node, width: int) -> None:
    reaching: list[int] = [0] * len(table.children)
    for index, row in enumerate(table.children):
        for cell in row.children:
            for covered in range(index, index + _span(cell, "rowspan")):
                reaching[covered] += _span(cell, "colspan")
        row.children.extend(
            Node("td", children=[Node("p")]) for _missing in range(width - reaching[index])
        )
