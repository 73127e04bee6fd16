"""Choose by theme and date window, and say why.

`parse` reads `seeds/themes.yaml` once into Rules (`themes.py` and `clauses.py`
describe the language, `fields.py` and `operators.py` list its words); `select`
asks the themes about a catalogue; `explain` prints what was decided and why;
`lint` finds rules that cannot do what they seem to; `parse_window` reads 110Q3.
"""

from briefgen.rules import explain
from briefgen.rules.choosing import select
from briefgen.rules.fields import FIELDS
from briefgen.rules.language import Rules
from briefgen.rules.lint import lint
from briefgen.rules.operators import OPERATORS
from briefgen.rules.schema import themes_schema
from briefgen.rules.themes import parse, with_themes
from briefgen.rules.windows import parse_window

__all__ = [
    "FIELDS",
    "OPERATORS",
    "Rules",
    "explain",
    "lint",
    "parse",
    "parse_window",
    "select",
    "themes_schema",
    "with_themes",
]
