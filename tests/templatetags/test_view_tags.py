from django.template import Context, Template
from django.utils import translation

from articles.counting.tokens import make_token

PAGE = Template("{% load view_tags %}{% view_count 7 views %}")


def test_it_shows_the_number_and_what_counts():
    token = make_token(7)

    with translation.override("vi"):
        shown = PAGE.render(Context({"views": 12345}))

    assert shown == (
        '<data class="views" value="12345" data-views="7" data-beacon="/-/view"'
        f' data-token="{token}">12.345</data>'
        f'<noscript><img src="/-/view.gif?t={token}" width="1" height="1" alt=""></noscript>'
    )


def test_a_preview_shows_the_number_and_counts_nobody():
    shown = PAGE.render(Context({"views": 5, "preview": True}))

    assert shown == '<data class="views" value="5">5</data>'
