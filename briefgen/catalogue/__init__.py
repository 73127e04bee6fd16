"""Read seeds into a checked catalogue.

`load` gives the events of a window that a clearance may see; `read_edition` an
issue of the brief; `read_tree` any file with its places, for other rooms to parse.
To add a kind of file: a reader listed in `readers.READERS`.
"""

from briefgen.catalogue.editions import edition_ids, read_edition
from briefgen.catalogue.loading import Loaded, load
from briefgen.catalogue.readers import READERS, read_tree
from briefgen.catalogue.settings import Settings, read_settings
from briefgen.tree import Prose

__all__ = [
    "READERS",
    "Loaded",
    "Prose",
    "Settings",
    "edition_ids",
    "load",
    "read_edition",
    "read_settings",
    "read_tree",
]
