"""Whether words that should be gone still lie in some file: a search of bytes, not of what programs show.

``search`` is the one entry. It knows nothing of projects: it takes files or folders, and words.
"""

from qualwb.store.leak_search.search import Leak, LeakSearch, Progress, Unread, search

__all__ = ["Leak", "LeakSearch", "Progress", "Unread", "search"]
