"""HTML that somebody wrote to do harm, and what may be left of it."""

import re
import unicodedata

import nh3

HOSTILE = {
    "script": ("<p>a</p><script>alert(1)</script>", "<p>a</p>"),
    "script in capitals, unclosed": ("a<SCRIPT SRC=//x.y/z.js>", "<p>a</p>"),
    "event handler": ('<p onclick="alert(1)">a</p>', "<p>a</p>"),
    "event handler after a slash": ("<p/onclick=alert(1)>a", "<p>a</p>"),
    "picture with a handler": ("a<img src=x onerror=alert(1)>b", "<p>ab</p>"),
    "javascript address": ('<a href="javascript:alert(1)">a</a>', "<p>a</p>"),
    "javascript address, disguised": (
        '<a href=" java\tscript&#58;alert(1)">a</a><a href="&#1;javascript:x">b</a>',
        "<p>ab</p>",
    ),
    "vbscript address": ('<a href="vbscript:x">a</a>', "<p>a</p>"),
    "data address": ('<a href="data:text/html,<script>alert(1)</script>">a</a>', "<p>a</p>"),
    "blob and file addresses": ('<a href="blob:x">a</a><a href="file:///x">b</a>', "<p>ab</p>"),
    "address that browsers read as another host": (
        r'<a href="/\evil.example">a</a><a href="https:\\evil.example">b</a>',
        "<p>ab</p>",
    ),
    "address without a host": ('<a href="https:///x">a</a><a href="http:x">b</a>', "<p>ab</p>"),
    "broken address": ('<a href="https://[::1">a</a><a href="https://a:b/">b</a>', "<p>ab</p>"),
    "style attribute": ('<p style="background:url(//x.y)">a</p>', "<p>a</p>"),
    "style element": ("<style>@import '//x.y'</style>a", "<p>a</p>"),
    "frames": ('<iframe src="//x.y">i</iframe><frameset><frame></frameset>a', "<p>a</p>"),
    "plugins": ("<object data=x>o</object><embed src=x><applet>p</applet>a", "<p>a</p>"),
    "vector graphics": ("<svg onload=alert(1)><text>t</text></svg>a", "<p>a</p>"),
    "script in vector graphics": ("<svg><script>alert(1)</script></svg>a", "<p>a</p>"),
    "formula": ('<math href="javascript:x"><mi>t</mi></math>a', "<p>a</p>"),
    "form": ('<form action="//x.y"><input value=1><button>b</button></form>a', "<p>b</p><p>a</p>"),
    "base and meta": ('<base href="//x.y"><meta http-equiv=refresh content="0;//x">a', "<p>a</p>"),
    "class, id and target": (
        '<p class=c id=i>a <a href="/b" target=_top id=location>b</a>',
        '<p>a <a href="/b">b</a></p>',
    ),
    "comment": ("a<!-- <script>alert(1)</script> -->b", "<p>ab</p>"),
    "comment of old browsers": ("a<!--[if IE]><script>alert(1)</script><![endif]-->b", "<p>ab</p>"),
    "mutation: noscript": (
        '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>a',
        '<p>"&gt;a</p>',
    ),
    "mutation: math and style": (
        "<math><mtext><table><mglyph><style><!--</style>"
        '<img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
        "",
    ),
    "mutation: svg and style": (
        '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
        None,
    ),
    "mutation: form and table": (
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        None,
    ),
    "mutation: attribute with backticks": ("<p title='`><img src=x onerror=x>`'>a", "<p>a</p>"),
    "raw text elements": (
        "<textarea><script>alert(1)</script></textarea><xmp><b>x</b></xmp><title>t</title>a",
        "<p>a</p>",
    ),
    "template": ("<template><script>alert(1)</script></template>a", "<p>a</p>"),
    "null bytes": ("<scr\x00ipt>alert(1)</scr\x00ipt><p>a\x00b</p>", None),
    "lone surrogate": ("<p>a\ud800b</p>", "<p>ab</p>"),
    "controls": ("<p>a\x01\x0b\x7f\x9f\ufeff\uffffb</p>", "<p>a b</p>"),
    "escaped twice": (
        "<p>&amp;lt;script&amp;gt; &lt;script&gt;</p>",
        "<p>&amp;lt;script&amp;gt; &lt;script&gt;</p>",
    ),
    "quote in an attribute": (
        """<figure data-image-id=1 data-alt='"><script>alert(1)</script>'></figure>""",
        '<figure data-image-id="1" data-alt="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;">'
        "<figcaption></figcaption></figure>",
    ),
    "picture by address": (
        '<figure data-image-id="javascript:1"><img src="//x.y/z.gif"></figure>a',
        "<p>a</p>",
    ),
    "unknown languages": (
        '<p lang="xx">a</p><p lang="en&quot; onclick=&quot;x">b</p><p lang="klingon">c</p>',
        "<p>a</p><p>b</p><p>c</p>",
    ),
    "combining character after a bracket": (
        "<p>\u0338a &lt;\u0338script&gt;\u0338</p>",
        "<p>\u0338a \u226escript\u226f</p>",
    ),
    "processing instruction": ("<?xml version='1.0'?><?php echo 1 ?>a", None),
    "character data": ("<![CDATA[<script>alert(1)</script>]]>a", None),
    "unfinished tag": ("a<p title='", "<p>a</p>"),
    "custom element": ("<x-y onfocus=alert(1) autofocus>a</x-y>", "<p>a</p>"),
}


def assert_only_known_markup(html):
    """Judged by a strict cleaner of its own and by eye: tags, attributes, values, form."""
    attributes = {
        "p": {"lang"}, "h2": {"lang"}, "h3": {"lang"}, "h4": {"lang"}, "li": {"lang"},
        "blockquote": {"lang"}, "figcaption": {"lang"}, "span": {"lang"}, "ol": {"start"},
        "a": {"href", "rel"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"},
        "figure": {"data-image-id", "data-alt"},
    }  # fmt: skip
    tags = set(attributes) | {
        "ul",
        "table",
        "tbody",
        "tr",
        "hr",
        "br",
        "strong",
        "em",
        "s",
        "sub",
        "sup",
    }
    strict = nh3.Cleaner(
        tags=tags, attributes=attributes, url_schemes={"http", "https", "mailto"}, link_rel=None
    )
    assert strict.clean(html) == html
    assert unicodedata.is_normalized("NFC", re.sub("<[^>]*>", "|", html))
    assert "\x00" not in html
    for language in re.findall(r' lang="([^"]*)"', html):
        assert re.fullmatch("[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z0-9]{2,3})?", language)
    for number in re.findall(r' data-image-id="([^"]*)"', html):
        assert int(number) > 0
