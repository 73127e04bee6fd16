"""Write plain data as YAML in the style of the files under `seeds/`.

What our reader would take for a number, a truth value or nothing is quoted; short lists
and records stand on one line.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from briefgen.catalogue.yaml_file import reads_as_text

_LINE = 110
_FOREIGN_BREAKS = re.compile("[\r\x85\u2028\u2029\ufeff\t]")
_BLOCK = re.compile(r"\S[^\n]*(?:\n+\S[^\n]*)*\n?")


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """The dumper with our style of texts and collections."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def yaml_list(records: list[Any]) -> str:
    """Give records as a YAML list with an empty line between them."""
    return "\n".join(yaml_record(record) for record in records) if records else "[]\n"


def yaml_record(record: Any) -> str:
    """Give one record as an item of a list, with the lists inside it set in by two."""
    lines, inside = [], False
    for line in yaml_text([record]).split("\n"):
        inside = line.startswith("  - ") or (inside and (line.startswith("    ") or not line))
        lines.append(f"  {line}" if inside and line else line)
    return "\n".join(lines)


def yaml_text(value: Any) -> str:
    """Give plain data as YAML."""
    text: str = yaml.dump(
        value,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=None,
        width=2**30,
        indent=2,
    )
    return text


def _text(dumper: Any, text: str) -> yaml.ScalarNode:
    style = None
    if not reads_as_text(text) or _FOREIGN_BREAKS.search(text):
        style = '"'
    elif "\n" in text:
        style = "|" if _BLOCK.fullmatch(text) and " \n" not in text and text[-1] != " " else '"'
    node: yaml.ScalarNode = dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)
    return node


def _short(node: yaml.CollectionNode) -> yaml.CollectionNode:
    """Let a collection stand on one line only where it is short."""
    if node.flow_style and _length(node) > _LINE:
        node.flow_style = False
    return node


def _length(node: yaml.Node) -> int:
    if isinstance(node, yaml.ScalarNode):
        return sum(2 if ord(letter) > 0x2E7F else 1 for letter in node.value)
    if isinstance(node, yaml.MappingNode):
        return sum(_length(key) + _length(value) + 4 for key, value in node.value)
    assert isinstance(node, yaml.SequenceNode)
    return sum(_length(item) + 2 for item in node.value)


# A day may stand without quotes: our reader knows no timestamps.
_Dumper.yaml_implicit_resolvers = {
    start: [(tag, pattern) for tag, pattern in found if not tag.endswith((":timestamp", ":merge", ":value"))]
    for start, found in yaml.SafeDumper.yaml_implicit_resolvers.items()
}
_Dumper.add_representer(str, _text)
_Dumper.add_representer(dict, lambda dumper, data: _short(yaml.SafeDumper.represent_dict(dumper, data)))
_Dumper.add_representer(list, lambda dumper, data: _short(yaml.SafeDumper.represent_list(dumper, data)))
