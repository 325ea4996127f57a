"""`{% view_count %}`: the number of a page's readers, and what counts them."""

from html import escape

from django import template
from django.template import Context
from django.utils.formats import number_format
from django.utils.safestring import SafeString

from articles.counting.tokens import make_token
from articles.sites.addresses import VIEW_PATH, VIEW_PIXEL_PATH

register = template.Library()


@register.simple_tag(takes_context=True)
def view_count(context: Context, publication_id: int, views: int) -> SafeString:
    """The number as `<data>`, which `static/js/views.js` counts from and keeps current.

    Without script a picture counts. In a preview (`preview` in the context) nothing does.
    """
    shown = escape(number_format(views, force_grouping=True))
    if context.get("preview"):
        return SafeString(f'<data class="views" value="{views}">{shown}</data>')
    token = escape(make_token(publication_id))
    return SafeString(
        f'<data class="views" value="{views}" data-views="{publication_id}" '
        f'data-beacon="{VIEW_PATH}" data-token="{token}">{shown}</data>'
        f'<noscript><img src="{VIEW_PIXEL_PATH}?t={token}" width="1" height="1" alt=""></noscript>'
    )
