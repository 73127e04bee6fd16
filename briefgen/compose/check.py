"""Look at every template without running it.

Each audience's files and those of `base/` are read as Jinja and scanned as
markup: syntax, filters, tags, attributes, names, files and blocks that are not
there.  To add a check: a generator over the syntax tree, listed in `_CHECKS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from jinja2 import TemplateNotFound, TemplateSyntaxError, meta, nodes

from briefgen.compose.environment import FAILURES, Environment, TemplateFolder
from briefgen.compose.faults import no_template, problem_of, unknown_name
from briefgen.compose.fields import FieldReader
from briefgen.compose.unused import Folder, unused
from briefgen.compose.views import NAMES
from briefgen.errors import Place, Problem, Severity, Words, did_you_mean

Above = Mapping[str, Sequence[str]]
"""The audiences that each audience extends, the nearest first."""


def check_templates(templates: Path, root: Path, above: Above) -> tuple[Problem, ...]:
    """Give every problem of the templates under a folder, in order of file and line."""
    folders = sorted(path for path in templates.iterdir() if path.is_dir())
    return check_folders(folders, templates, root, above)


def check_folders(folders: Iterable[Path], templates: Path, root: Path, above: Above) -> tuple[Problem, ...]:
    """Give every problem of the templates in some folders."""
    found = (
        problem
        for folder in folders
        for problem in _Folder(templates, folder, root, above.get(folder.name, ())).problems()
    )
    return tuple(sorted(dict.fromkeys(found), key=_in_order))


def _in_order(problem: Problem) -> tuple[str, int]:
    return problem.where.file, problem.where.line or 0


class _Folder:
    """The templates of one audience (or of the base), read once."""

    def __init__(self, templates: Path, folder: Path, root: Path, above: Sequence[str]) -> None:
        self.folder = folder
        self.loader = TemplateFolder(templates, (folder.name, *above), root)
        self.environment = Environment(self.loader)
        self.trees: dict[str, nodes.Template] = {}

    def problems(self) -> Iterator[Problem]:
        for path in sorted(self.folder.rglob("*.j2")):
            file = self.loader.name_of(path)
            name = path.relative_to(self.folder.parent).as_posix()
            try:
                source = self.loader.get_source(self.environment, name)[0]
                self.environment.compile(source, name, file)
                self.trees[file] = self.environment.parse(source, name, file)
            except FAILURES as error:
                yield problem_of(error, self.environment, NAMES, file)
        for file, tree in self.trees.items():
            for check in _CHECKS:
                yield from check(self, file, tree)
        yield from _fields(self)
        yield from unused(Folder(self.folder, self.loader.others, self.loader.name_of))
        yield from self.environment.problems

    def tree(self, name: str) -> nodes.Template | None:
        """Give the syntax tree of a template by the name others call it, or None."""
        try:
            source, file, _ = self.loader.get_source(self.environment, name)
            return self.environment.parse(source, name, file)
        except (TemplateSyntaxError, *FAILURES):
            return None

    def has(self, name: str) -> bool:
        """Tell whether there is a template of that name, whatever is wrong with it."""
        try:
            self.loader.get_source(self.environment, name)
        except TemplateNotFound:
            return False
        except FAILURES:
            pass
        return True


def _names(folder: _Folder, file: str, tree: nodes.Template) -> Iterator[Problem]:
    above = _extended((tree, *_above(folder, tree))[-1])
    if above is not None and folder.tree(above) is None:
        return  # What it sets cannot be read, which is told where it is written.
    known = {*NAMES, "cite", *folder.environment.globals, *_exported(folder, tree)}
    for name in sorted(meta.find_undeclared_variables(tree) - known):
        line = next((node.lineno for node in tree.find_all(nodes.Name) if node.name == name), None)
        yield unknown_name(name, known, Place(file, line))


def _exported(folder: _Folder, tree: nodes.Template) -> Iterator[str]:
    """Give the names set anywhere in this template and those above it.

    A block sees what is set around it, in its own file or above; where exactly is
    found out when the template runs.
    """
    for template in (tree, *_above(folder, tree)):
        for name in template.find_all(nodes.Name):
            if name.ctx != "load":
                yield name.name
        for imported in template.find_all(nodes.Import):
            yield imported.target
        for chosen in template.find_all(nodes.FromImport):
            yield from (name if isinstance(name, str) else name[1] for name in chosen.names)
        for macro in template.find_all(nodes.Macro):
            yield macro.name


def _above(folder: _Folder, tree: nodes.Template) -> list[nodes.Template]:
    """Give the templates this one extends, the nearest first."""
    found: list[nodes.Template] = []
    here: nodes.Template | None = tree
    while here is not None and len(found) < 20:
        name = _extended(here)
        here = folder.tree(name) if name is not None else None
        if here is not None:
            found.append(here)
    return found


def _extended(tree: nodes.Template) -> str | None:
    """Give the name of the template that this one extends, where it is written out."""
    extends = tree.find(nodes.Extends)
    return str(extends.template.value) if extends and isinstance(extends.template, nodes.Const) else None


def _files(folder: _Folder, file: str, tree: nodes.Template) -> Iterator[Problem]:
    known = folder.environment.list_templates()
    for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        name = node.template  # type: ignore[attr-defined]
        if isinstance(name, nodes.Const) and not folder.has(name.value):
            yield no_template(str(name.value), known, Place(file, node.lineno))


def _blocks(folder: _Folder, file: str, tree: nodes.Template) -> Iterator[Problem]:
    """Find blocks that the template above does not have: they are never printed."""
    above = _above(folder, tree)
    if not above:
        return
    known = {block.name for template in above for block in template.find_all(nodes.Block)}
    inner = {block.name for outer in tree.find_all(nodes.Block) for block in outer.find_all(nodes.Block)}
    for block in tree.find_all(nodes.Block):
        if block.name not in known | inner:
            hint = did_you_mean(block.name, known) or Words(
                f"可用的區塊：{'、'.join(sorted(known))}", f"the blocks are: {', '.join(sorted(known))}"
            )
            what = Words(
                f"基礎範本沒有「{block.name}」區塊，內容不會印出",
                f"the template above has no block {block.name!r}: it is never printed",
            )
            yield Problem(Place(file, block.lineno), what, hint, Severity.WARNING)


def _fields(folder: _Folder) -> Iterator[Problem]:
    """Find fields that no view has; what blocks and macros above are given is read first."""
    reader = FieldReader()
    for path in reversed(folder.loader.others):
        for other in sorted(path.rglob("*.j2"), reverse=True):
            name = other.relative_to(path.parent).as_posix()
            if (tree := folder.tree(name)) is not None:
                reader.read(name, tree)
    for _ in range(2):
        found = [problem for file, tree in folder.trees.items() for problem in reader.read(file, tree)]
    yield from found


_CHECKS: tuple[Callable[[_Folder, str, nodes.Template], Iterator[Problem]], ...] = (_names, _files, _blocks)
