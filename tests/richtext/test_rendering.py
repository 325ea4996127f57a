from dataclasses import dataclass
from html import escape

import pytest

from articles.richtext.rendering import render_body
from articles.richtext.sanitizer import sanitize


@dataclass
class Photo:
    alt: str = "own alt"
    credit: str = ""


def show(photo, alt):
    return f'<img alt="{escape(alt or photo.alt)}">'


def render(html, images=None, language_code="en"):
    body = sanitize(html)
    assert body
    return render_body(body, language_code=language_code, images=images or {}, picture=show)


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        (
            '<figure data-image-id="1"><figcaption>A <b>map</b></figcaption></figure>',
            '<figure><img alt="own alt"><figcaption>A <strong>map</strong></figcaption></figure>',
        ),
        (
            '<figure data-image-id="1" data-alt="a &lt;b&gt; &quot;c&quot;"></figure>',
            '<figure><img alt="a &lt;b&gt; &quot;c&quot;"></figure>',
        ),
        (
            '<figure data-image-id="2"></figure>',
            '<figure><img alt="own alt"><figcaption><span class="credit">A &amp; B</span>'
            "</figcaption></figure>",
        ),
        (
            '<figure data-image-id="2"><figcaption lang="ar">خريطة <a href="https://a.example/">x'
            "</a></figcaption></figure>",
            '<figure><img alt="own alt"><figcaption><span lang="ar" dir="rtl">خريطة '
            '<a href="https://a.example/" rel="noopener">x</a></span> '
            '<span class="credit">A &amp; B</span></figcaption></figure>',
        ),
        ('<figure data-image-id="3"><figcaption>gone</figcaption></figure>', ""),
    ],
)
def test_render_body_shows_the_pictures_that_are_there(figure, shown):
    images = {1: Photo(), 2: Photo(credit="A & B")}

    assert render(f"<p>a</p>{figure}<p>b</p>", images) == f"<p>a</p>{shown}<p>b</p>"


def test_render_body_states_the_direction_of_other_languages():
    html = (
        '<p lang="ar">a <span lang="zh-Hans">b</span></p>'
        '<blockquote lang="he"><p>c</p></blockquote>'
    )

    assert render(html) == (
        '<p lang="ar" dir="rtl">a <span lang="zh-Hans" dir="ltr">b</span></p>'
        '<blockquote lang="he" dir="rtl"><p>c</p></blockquote>'
    )


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ('<a href="https://a.example/?b=1&amp;c">x</a>',
         '<a href="https://a.example/?b=1&amp;c" rel="noopener">x</a>'),
        ('<a href="http://a.example/" rel="sponsored">x</a>',
         '<a href="http://a.example/" rel="sponsored noopener">x</a>'),
        ('<a href="/vi/a/">x</a>', '<a href="/vi/a/">x</a>'),
        ('<a href="mailto:a@b.example">x</a>', '<a href="mailto:a@b.example">x</a>'),
    ],
)  # fmt: skip
def test_render_body_marks_links_that_lead_away(link, shown):
    assert render(f"<p>{link}</p>") == f"<p>{shown}</p>"


def test_render_body_lets_a_table_scroll_and_scopes_its_headers():
    html = "<table><tr><th>a<th>b<tr><th>c<td><p lang=ar>d</table>"

    assert render(html) == (
        '<div class="table-scroll" role="region" aria-label="Table" tabindex="0"><table><tbody>'
        '<tr><th scope="col"><p>a</p></th><th scope="col"><p>b</p></th></tr>'
        '<tr><th scope="row"><p>c</p></th><td><p lang="ar" dir="rtl">d</p></td></tr>'
        "</tbody></table></div>"
    )


def test_render_body_leaves_what_only_looks_like_markup():
    html = '<p>&lt;figure data-image-id="1"&gt; &lt;table&gt; lang="ar"</p>'

    assert render(html, {1: Photo()}) == html


def test_render_body_of_nothing_is_empty():
    assert render_body("", language_code="en", images={}, picture=show) == ""
