"""`{% picture %}`: a responsive picture in the formats each browser reads."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from articles.imaging.addresses import Picture
from articles.imaging.picture import responsive

register = template.Library()


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
    shown = responsive(image, size)
    return format_html(
        '<picture>{}<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}"'
        ' decoding="async"{}{}></picture>',
        format_html_join(
            "",
            '<source type="{}" srcset="{}" sizes="{}">',
            ((source.mime, source.srcset, sizes) for source in shown.sources),
        ),
        shown.fallback.url,
        shown.fallback_srcset,
        sizes,
        shown.fallback.width,
        shown.fallback.height,
        alt,
        _fetching(loading, priority=priority),
        format_html(' class="{}"', css_class) if css_class else "",
    )


def _fetching(loading: str, *, priority: bool) -> SafeString:
    if priority:
        return mark_safe(' fetchpriority="high"')
    return format_html(' loading="{}"', loading)
