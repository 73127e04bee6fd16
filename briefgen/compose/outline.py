"""A document as plain text, one line a block: what golden files hold and a person reads."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.document import (
    Blocks,
    Break,
    Container,
    Document,
    Figure,
    Heading,
    Inline,
    Inlines,
    Link,
    List,
    Note,
    PageBreak,
    PageCount,
    PageNumber,
    Paragraph,
    Row,
    Rule,
    Table,
    Text,
    Toc,
)


def outline(document: Document) -> str:
    """Write a document with its tags, classes and notes, one line for each block, ending in a line end."""
    meta = document.meta
    lines = [
        f"meta {meta.title}｜{meta.date}｜{meta.subject}｜{'、'.join(meta.keywords)}｜{'、'.join(meta.authors)}"
    ]
    for running in (document.page_header, document.page_footer):
        if running is not None:
            lines += _container(running, 0)
    lines += _blocks(document.blocks, 0)
    return "\n".join(lines) + "\n"


def _blocks(blocks: Blocks, depth: int) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading():
                yield _line(
                    depth, f"h{block.level}", block.attrs.classes, block.label + _words(block.content)
                )
            case Paragraph():
                yield _line(depth, "p", block.attrs.classes, _words(block.content))
            case List():
                yield _line(depth, "ol" if block.ordered else "ul", block.attrs.classes)
                for item in block.items:
                    yield from _boxed("li", item.attrs.classes, item.blocks, depth + 1)
            case Table():
                yield _line(depth, "table", block.attrs.classes, _words(block.caption))
                yield from (_row("thead", row, depth + 1) for row in block.head)
                yield from (_row("tr", row, depth + 1) for row in block.body)
            case Figure():
                yield _line(
                    depth,
                    "figure",
                    block.attrs.classes,
                    f"[{_source(block.src)}: {block.alt}] {_words(block.caption)}",
                )
            case Container():
                yield from _container(block, depth)
            case Rule():
                yield _line(depth, "hr", block.attrs.classes)
            case PageBreak():
                yield _line(depth, "page-break", ())
            case Toc():
                yield _line(depth, f"toc {block.depth}", block.attrs.classes)


def _source(src: str) -> str:
    return src if not src.startswith("data:") else src.partition(",")[0]


def _container(block: Container, depth: int) -> Iterator[str]:
    yield from _boxed(block.tag, block.attrs.classes, block.blocks, depth, block.attrs.id)


def _boxed(
    tag: str, classes: tuple[str, ...], blocks: Blocks, depth: int, id: str | None = None
) -> Iterator[str]:
    only = blocks[0] if len(blocks) == 1 else None
    if tag == "li" and isinstance(only, Paragraph):
        yield _line(depth, tag, classes, _words(only.content))
        return
    yield _line(depth, tag + (f"#{id}" if id else ""), classes)
    yield from _blocks(blocks, depth + 1)


def _row(tag: str, row: Row, depth: int) -> str:
    cells = (" ".join(line.strip() for line in _blocks(cell.blocks, 0)) for cell in row.cells)
    return _line(depth, tag, row.attrs.classes, " | ".join(cells))


def _line(depth: int, tag: str, classes: tuple[str, ...], words: str = "") -> str:
    name = ".".join((tag, *classes))
    return f"{'  ' * depth}{name} {words}".rstrip()


def _words(content: Inlines) -> str:
    return "".join(_inline(inline) for inline in content)


def _inline(inline: object) -> str:
    match inline:
        case Text():
            return inline.text
        case Inline():
            name = ".".join((inline.tag, *inline.attrs.classes))
            return f"<{name}>{_words(inline.content)}</{inline.tag}>"
        case Link():
            words = _words(inline.content)
            return words if words == inline.href else f"[{words}]({inline.href})"
        case Note():
            return f"[[{_words(inline.content)}]]"
        case Break():
            return "⏎"
        case PageNumber():
            return "{page}"
        case PageCount():
            return "{pages}"
        case _:
            return ""
