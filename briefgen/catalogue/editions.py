"""Read editions: front matter in YAML between two lines of `---`, then the analyst's Markdown."""

from __future__ import annotations

import re
from pathlib import Path

from briefgen.catalogue.text_file import read_text, relative
from briefgen.clean import clean
from briefgen.convert import convert
from briefgen.errors import CatalogueError, Place, Problem, RequestError, Words, did_you_mean
from briefgen.model import Edition
from briefgen.tree import Prose, Tree

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


def edition_ids(root: Path) -> tuple[str, ...]:
    """Give the ids of all editions of a workspace, in order."""
    return tuple(sorted(path.stem for path in (root / "seeds" / "editions").glob("*.md")))


def read_edition(root: Path, id: str) -> tuple[Edition, Prose]:
    """Read one edition and the prose below its front matter.

    RequestError where there is no such edition; CatalogueError with all that is
    wrong with its front matter.  `id` may be left out there: it is the file's name.
    """
    known = edition_ids(root)
    if id not in known:
        hint = did_you_mean(id, known) or (
            Words(f"現有的期別：{'、'.join(known)}", f"there are: {', '.join(known)}") if known else None
        )
        what = Words(f"沒有「{id}」這一期", f"no edition {id!r}")
        raise RequestError(Problem(Place("seeds/editions"), what, hint))
    path = root / "seeds" / "editions" / f"{id}.md"
    return _parse(read_text(path, root), relative(path, root), id)


def edition_themes(root: Path, id: str) -> Tree | None:
    """Give the ad-hoc themes of an edition in the form of `themes.yaml`, or None where it has none."""
    from briefgen.catalogue import yaml_file

    path = root / "seeds" / "editions" / f"{id}.md"
    found = _FRONT.match(read_text(path, root)) if path.is_file() else None
    if found is None:
        return None
    tree = yaml_file.parse(found[1], relative(path, root), first_line=2)
    if not isinstance(tree.value, dict) or "themes" not in tree.value:
        return None
    # Shaped like the file of rules; its places are those of the edition.
    return Tree(
        {"version": 1, "themes": tree.value["themes"]},
        lambda steps: tree.locate(steps if steps[:1] == ("themes",) else ("themes",)),
    )


def _parse(text: str, file: str, id: str) -> tuple[Edition, Prose]:
    from briefgen.catalogue import yaml_file

    found = _FRONT.match(text)
    if found is None:
        raise CatalogueError(
            Problem(
                Place(file, 1),
                Words("缺少檔頭", "the front matter is missing"),
                Words(
                    "請在檔案開頭寫兩行「---」，其間為 YAML",
                    "begin the file with YAML between two lines of ---",
                ),
            )
        )
    tree = yaml_file.parse(found[1], file, first_line=2)
    if isinstance(tree.value, dict):
        written = tree.value.get("id", id)
        if written != id:
            what = Words(f"id「{written}」與檔名「{id}」不同", f"the id {written!r} is not the file's name")
            raise CatalogueError(Problem(tree.locate(("id",)), what))
        # The themes are rules, which `edition_themes` gives to whoever reads rules.
        value = {name: entry for name, entry in tree.value.items() if name != "themes"}
        tree = Tree({"id": id, **value}, tree.locate)
    edition = convert(tree, Edition)
    line = text.count("\n", 0, found.end()) + 1
    return edition, Prose(clean(text[found.end() :])[0], Place(file, line))
