"""Turn a selection and an edition into a Document, in the words of an audience's template.

`compose` makes the document; `check_templates` looks at templates without running
them; `outline` writes a document as text for people and golden files.
"""

from briefgen.compose.check import check_templates
from briefgen.compose.compose import Brief, compose
from briefgen.compose.outline import outline

__all__ = ["Brief", "check_templates", "compose", "outline"]
