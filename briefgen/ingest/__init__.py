"""Read prose into candidate events.

`read` gives the Passages of a file (one reader a kind of file, listed in
`files.READERS`); `propose` the Candidates that they tell; `as_jsonl`, `as_yaml` and
`as_rows` write them down for programs, for the catalogue and for a spreadsheet.
"""

from briefgen.ingest.candidates import Candidate
from briefgen.ingest.files import READERS, read
from briefgen.ingest.output import as_event, as_jsonl, as_rows, as_yaml
from briefgen.ingest.passages import Passage, Passages
from briefgen.ingest.proposing import propose

__all__ = [
    "READERS",
    "Candidate",
    "Passage",
    "Passages",
    "as_event",
    "as_jsonl",
    "as_rows",
    "as_yaml",
    "propose",
    "read",
]
