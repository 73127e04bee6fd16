"""Proofread Chinese text: dates, sources, names, wording, characters, marks, structure.

`read` makes a Text of plain text or Markdown, `of_event` and `of_edition` of our own
records; `proof` gives findings; `fix` puts in the safe ones.  To add a check: CHECKS.
To teach words: `words/*.tsv` here, or `seeds/wording.yaml` in a workspace.
"""

from briefgen.proof.checks import CHECKS, Check, proof, proof_across, proof_knowing, unknown_rule
from briefgen.proof.finding import Finding, as_jsonl
from briefgen.proof.fixing import diff, fix
from briefgen.proof.knowledge import Knowledge, Wording
from briefgen.proof.reading import read
from briefgen.proof.records import of_edition, of_event, of_fields, of_passages
from briefgen.proof.switching import RULES
from briefgen.proof.text import Paragraph, Switch, Text, switches

__all__ = [
    "CHECKS",
    "RULES",
    "Check",
    "Finding",
    "Knowledge",
    "Paragraph",
    "Switch",
    "Text",
    "Wording",
    "as_jsonl",
    "diff",
    "fix",
    "of_edition",
    "of_event",
    "of_fields",
    "of_passages",
    "proof",
    "proof_across",
    "proof_knowing",
    "read",
    "switches",
    "unknown_rule",
]
