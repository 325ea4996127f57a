"""`{% picture %}`: a responsive picture in the formats each browser reads."""

from functools import lru_cache
from html import escape

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.imaging.addresses import Picture
from articles.imaging.picture import Responsive, responsive

register = template.Library()

PRIORITY = 'fetchpriority="high"'


@register.simple_tag
def picture(
    image: Picture | None,
    size: str,
    *,
    alt: str,
    sizes: str = "100vw",
    loading: str = "lazy",
    priority: bool = False,
    css_class: str = "",
) -> str:
    """A `<picture>` of a named size; nothing where there is no image.

    `alt` is never optional: write `alt=""` where the picture only decorates. `priority` is for
    the one picture a reader sees first: it is fetched at once, before others.
    """
    if image is None:
        return ""
    sources, fallback = _candidates(responsive(image, size), sizes)
    when = PRIORITY if priority else f'loading="{escape(loading)}"'
    named = f' class="{escape(css_class)}"' if css_class else ""
    # Not by format_html(), which takes longer than all the rest.
    return SafeString(
        f'<picture>{sources}<img {fallback} alt="{escape(alt)}" decoding="async" {when}{named}>'
        "</picture>"
    )


# A front page writes forty pictures, mostly those that it wrote a second ago.
@lru_cache(maxsize=2048)
def _candidates(shown: Responsive, sizes: str) -> tuple[SafeString, SafeString]:
    sources = format_html_join(
        "",
        '<source type="{}" srcset="{}" sizes="{}">',
        ((source.mime, source.srcset, sizes) for source in shown.sources),
    )
    fallback = format_html(
        'src="{}" srcset="{}" sizes="{}" width="{}" height="{}"',
        shown.fallback.url,
        shown.fallback_srcset,
        sizes,
        shown.fallback.width,
        shown.fallback.height,
    )
    return sources, fallback
