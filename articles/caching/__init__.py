"""Published pages, kept until something that they show changes.

`keys` says what a page was made from, `watching` hears from the database what has changed,
`store` keeps pages and drops those that changed, `serving` answers from it before Django does.
"""
