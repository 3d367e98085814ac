"""Values that outlive the process: typed, each kind on a shelf of files in a folder of the user's."""

from statusgen.shelves.cupboard import Cupboard
from statusgen.shelves.shelf import FILES, Parcel, Shelf, Tail

__all__ = ["FILES", "Cupboard", "Parcel", "Shelf", "Tail"]
