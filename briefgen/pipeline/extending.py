"""An audience may extend another: what its own folder does not say comes from there.

`extends: research` in `audience.yaml` passes on its settings one by one, its templates
file by file, and its stylesheet, read before the audience's own.
"""

from __future__ import annotations

from pathlib import Path

from briefgen import catalogue
from briefgen.errors import Place, Problem, TemplateError, Words, did_you_mean
from briefgen.linked import foreign_problem, is_foreign
from briefgen.tree import Path as Steps
from briefgen.tree import Tree

FILE = "audience.yaml"


def audience_ids(root: Path) -> tuple[str, ...]:
    """Name the audiences of a workspace, in order of name."""
    return tuple(sorted(path.parent.name for path in (root / "templates").glob(f"*/{FILE}")))


def audience_tree(root: Path, name: str) -> Tree:
    """Read the settings of an audience with those it extends; TemplateError where it cannot."""
    own, *extended = _trees(root, name)
    for tree in extended:
        own = _over(own, tree)
    return own


def above(root: Path, name: str) -> tuple[str, ...]:
    """Name the audiences that one extends, the nearest first; TemplateError where it cannot."""
    return tuple(found for tree in _trees(root, name) if (found := _extended(tree)) is not None)


def _trees(root: Path, name: str) -> list[Tree]:
    """Read an audience's own file and those above it."""
    trees: list[Tree] = []
    names: list[str] = []
    here: str | None = name
    while here is not None:
        names.append(here)
        tree = _tree(root, here)
        trees.append(tree)
        here = _extended(tree)
        if here is not None:
            _refuse(tree, here, names, audience_ids(root))
    return trees


def _tree(root: Path, name: str) -> Tree:
    """Read the file of one audience, unless it is a link out of its folder."""
    folder = root / "templates" / name
    if is_foreign(folder / FILE, folder, folder.parent):
        raise TemplateError(foreign_problem(Place(f"templates/{name}/{FILE}"), FILE))
    return catalogue.read_tree(folder / FILE, root)


def _extended(tree: Tree) -> str | None:
    found = tree.value.get("extends") if isinstance(tree.value, dict) else None
    return found if isinstance(found, str) else None


def _refuse(tree: Tree, name: str, names: list[str], known: tuple[str, ...]) -> None:
    """Refuse an audience that is not there, or that is extended in a circle."""
    place = tree.locate(("extends",))
    if name not in known:
        others = tuple(other for other in known if other != names[-1])
        hint = did_you_mean(name, others) or Words(
            f"現有：{'、'.join(others)}", f"there are: {', '.join(others)}"
        )
        what = Words(f"沒有「{name}」這個讀者範本可以沿用", f"there is no audience {name!r} to extend")
        raise TemplateError(Problem(place, what, hint))
    if name in names:
        circle = " → ".join((*names, name))
        what = Words(f"讀者範本互相沿用成圈：{circle}", f"audiences extend each other in a circle: {circle}")
        raise TemplateError(Problem(place, what))


def _over(own: Tree, other: Tree) -> Tree:
    """Lay one mapping over another; each entry keeps its own place."""
    if not isinstance(own.value, dict) or not isinstance(other.value, dict):
        return own
    written = own.value

    def locate(steps: Steps) -> Place:
        return (own if not steps or steps[0] in written else other).locate(steps)

    return Tree({**other.value, **written}, locate)
