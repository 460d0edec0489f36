"""Full-text search: one engine protocol, our own analysis and ranking, Whoosh to write the index.

``engine`` has the nouns and the protocol, ``work_budget`` the limits of one search. ``analysis``
says which words are the same word, which are small and which are misspelled. ``intents`` hears what
somebody needs. ``index`` writes and reads terms, postings, stored entries and facet columns; only
its ``whoosh_`` modules know Whoosh. ``questions`` has those that texts answer. ``query`` turns
typed text into a plan, finds what is asked for by name, and corrects. ``ranking`` scores the
entries that match a plan, ``matcher`` does so in every language, ``snippets`` and ``hits`` make
what is shown of them, and ``searcher`` puts these together over any index reader. ``open_index`` is
the door.

``related_works`` compares works by topics and words when pages are built, and ``synonym_usage``
finds synonyms that do harm; they need no index.
"""
