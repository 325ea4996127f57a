"""A news site as Wagtail's documentation builds one: a tree of home, sections and stories."""
