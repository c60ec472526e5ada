r"""The one grammar in which people search what was run: the command line, both editors and the server speak it.

::

    query   = { term }                         every term must hold
    term    = [ "-" ] ( filter | phrase | word )
    filter  = name ":" ( phrase | word )       the names are those of `filters.FILTERS`
    phrase  = '"' text '"'                     a quotation mark inside is written \"
    word    = text without white space         may be the beginning of one with * at its end, and as the last of all

Pure text: nothing here knows a database.
"""

from vm_lsp.search.completing import Completion, Suggest, completions
from vm_lsp.search.filters import FILTERS
from vm_lsp.search.parsing import parse
from vm_lsp.search.query import SearchQuery

__all__ = ["FILTERS", "Completion", "SearchQuery", "Suggest", "completions", "parse"]
