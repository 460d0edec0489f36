"""Full-text search: one engine protocol, our own analysis, query grammar and ranking, and Whoosh underneath as the index.

``engine`` holds the nouns and the protocol. ``analysis`` and ``stopwords`` say what counts as the same word in a language,
``query`` what a person typed, ``thesaurus`` what else means that, ``plan`` what to look for in one language, ``ranking`` which
entries answer it, ``columns`` how they are counted and narrowed down, ``snippets`` and ``hits`` what is shown of them, ``spelling``
and ``correcting`` what may have been meant. ``prepared`` and ``companion`` are what is written, ``layers`` what of it still holds
after a change, ``seal`` says whether it is whole.
``searching`` puts these together over a ``store``, within an ``allowance`` of work. Only ``whoosh_layer``, ``whoosh_index`` and
``whoosh_engine`` know Whoosh; another engine is another store, fed the same terms.
"""
