"""Readers' search of one edition, on PostgreSQL alone.

    from articles.search.finding import search

    results = search(site_id=1, language_code="vi", text="the thao", at=timezone.now(), page=1)
    results.count, results.has_more     # 478, False: exact up to 1,000, then "more than"
    results.page, results.pages         # the newest 500 matches are ranked and paged
    for hit in results.hits:
        hit.title, hit.excerpt          # safe HTML, with <mark> around what was asked for
        hit.publication.revision        # loaded, as far as lists show it: no further query

`orthography`, `stemming` and `tokens` say what a word is, once for all: `vectors` stores words,
`parsing` reads what a reader types, `highlighting` marks it. `indexing.index_publications()` is
called by the verb that publishes; `manage.py rebuild_search` makes the index anew, which it must
after any change of what a word is.
"""
