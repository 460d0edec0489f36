"""Full-text search: one engine protocol, our own analysis and query grammar, and Whoosh behind them.

``engine`` holds the nouns and the protocol. ``analysis`` and ``stopwords`` say what counts as the same word in a language,
``query`` what a person typed, ``plan`` what that means in one language, ``snippets`` where it stands in a text, ``seal``
whether an index is whole. Only ``whoosh_index`` and ``whoosh_engine`` know Whoosh; another engine is another pair of files
fed the same terms and plans.
"""
