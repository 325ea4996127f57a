"""`{% view_count %}`: the number of a page's readers, and what counts them."""

from django import template
from django.template import Context
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.counting.tokens import make_token
from articles.sites.addresses import VIEW_PATH, VIEW_PIXEL_PATH

register = template.Library()


@register.simple_tag(takes_context=True)
def view_count(context: Context, publication_id: int, views: int) -> SafeString:
    """The number as `<data>`, which `static/js/views.js` counts from and keeps current.

    Without script a picture counts. In a preview (`preview` in the context) nothing does.
    """
    shown = number_format(views, force_grouping=True)
    if context.get("preview"):
        return format_html('<data class="views" value="{}">{}</data>', views, shown)
    token = make_token(publication_id)
    return format_html(
        '<data class="views" value="{}" data-views="{}" data-beacon="{}" data-token="{}">{}</data>'
        '<noscript><img src="{}?t={}" width="1" height="1" alt=""></noscript>',
        *(views, publication_id, VIEW_PATH, token, shown),
        *(VIEW_PIXEL_PATH, token),
    )
