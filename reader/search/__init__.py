"""Full-text search: one engine protocol, our own analysis, query grammar and ranking, and Whoosh underneath as the index.

``engine`` holds the nouns and the protocol. ``analysis`` and ``stopwords`` say what counts as the same word in a language,
``query`` what a person typed, ``plan`` what that means in one language, ``ranking`` which entries answer it, ``snippets`` where in
their texts, ``seal`` whether an index is whole. Only ``whoosh_index`` and ``whoosh_engine`` know Whoosh; another engine is another
pair of files, fed the same terms and plans.
"""
