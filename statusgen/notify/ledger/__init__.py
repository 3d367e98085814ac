"""What has been delivered: a book of lines, kept where two runs cannot both write it unseen."""

from statusgen.notify.ledger.book import Book, Line, Standing
from statusgen.notify.ledger.keeper import Keeper, Store

__all__ = ["Book", "Keeper", "Line", "Standing", "Store"]
