"""HTML as people paste it, and the one form in which it is kept."""

NORMAL_FORM = {
    "nothing": ("", ""),
    "only space": (" \n&nbsp;<p> </p><br>", ""),
    "loose text": ("one", "<p>one</p>"),
    "loose text between blocks": ("a<p>b</p>c", "<p>a</p><p>b</p><p>c</p>"),
    "empty paragraphs": ("<p>a</p><p></p><p>&nbsp;</p><p><br></p><p>b</p>", "<p>a</p><p>b</p>"),
    "old marks": (
        "<b>a</b><i>b</i><strike>c</strike>",
        "<p><strong>a</strong><em>b</em><s>c</s></p>",
    ),
    "marks without a place": ("<p><u>a</u><font color=red>b</font></p>", "<p>ab</p>"),
    "marks in one order": (
        "<em><strong>a</strong></em><strong><em>b</em></strong>",
        "<p><strong><em>ab</em></strong></p>",
    ),
    "marks around blocks": (
        "<b><p>a</p><p>b</p></b>",
        "<p><strong>a</strong></p><p><strong>b</strong></p>",
    ),
    "sub and superscript": (
        "H<sub>2</sub>O, m<sup>2</sup>",
        "<p>H<sub>2</sub>O, m<sup>2</sup></p>",
    ),
    "divisions": ("<div>a<div>b</div>c</div>", "<p>a</p><p>b</p><p>c</p>"),
    "headings": ("<h1>a</h1><h4>b</h4><h6>c</h6>", "<h2>a</h2><h4>b</h4><h4>c</h4>"),
    "line break": ("<p>a<br>b<br></p>", "<p>a<br>b</p>"),
    "two line breaks end a paragraph": ("a<br><br>b<br> <br><br>c", "<p>a</p><p>b</p><p>c</p>"),
    "two line breaks in a heading": ("<h2>a<br><br>b</h2>", "<h2>a<br>b</h2>"),
    "spaces": ("<p>  a \n b <b> c</b> </p>", "<p>a b <strong>c</strong></p>"),
    "no-break space that is meant": ("<p>10&nbsp;km</p>", "<p>10&nbsp;km</p>"),
    "no-break spaces as layout": ("<p>a&nbsp; b&nbsp;&nbsp;c</p>", "<p>a b c</p>"),
    "wide space as indentation": ("<p>\u3000\u3000新闻</p>", "<p>新闻</p>"),
    "decomposed letters": ("<p>Vie\u0323\u0302t</p>", "<p>Việt</p>"),
    "letter and accent in two runs": (
        "<p>e\u0301 <b>\u0301</b></p>",
        "<p>é <strong>\u0301</strong></p>",
    ),
    "joiners stay": ("<p>می\u200cخواهم</p>", "<p>می\u200cخواهم</p>"),
    "only joiners": ("<p>\u200b\u200d</p>", ""),
    "link": (
        '<a href="https://a.example/?b=1&c=2">x</a>',
        '<p><a href="https://a.example/?b=1&amp;c=2">x</a></p>',
    ),
    "links of the site": (
        '<a href="/vi/a/">x</a><a href="#b">y</a>',
        '<p><a href="/vi/a/">x</a><a href="#b">y</a></p>',
    ),
    "link for mail": (
        '<a href="mailto:a@b.example">x</a>',
        '<p><a href="mailto:a@b.example">x</a></p>',
    ),
    "link without a scheme": (
        '<a href="//a.example/b c">x</a>',
        '<p><a href="https://a.example/b%20c">x</a></p>',
    ),
    "link to nowhere": ('<a>x</a><a href="b.html">y</a><a name=z>z</a>', "<p>xyz</p>"),
    "paid link": (
        '<a href="/x" rel="noopener SPONSORED nofollow">x</a>',
        '<p><a href="/x" rel="nofollow sponsored">x</a></p>',
    ),
    "bullets": ("<ul><li>a<li>b</ul>", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
    "numbers": ("<ol start=3 type=a><li>a</ol>", '<ol start="3"><li><p>a</p></li></ol>'),
    "list in a list": (
        "<ul><li>a<ul><li>b</ul></ul>",
        "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>",
    ),
    "list beside the item it belongs to": (
        "<ul><li>a</li><ol><li>b</ol></ul>",
        "<ul><li><p>a</p><ol><li><p>b</p></li></ol></li></ul>",
    ),
    "list as an item's only content": ("<ul><li><ul><li>a</ul></ul>", "<ul><li><p>a</p></li></ul>"),
    "text in a list but in no item": (
        "<ul>a<li>b</ul>",
        "<ul><li><p>a</p></li><li><p>b</p></li></ul>",
    ),
    "item without a list": ("<li>a</li>", "<p>a</p>"),
    "empty list": ("<ul><li></li><li> </li></ul>a", "<p>a</p>"),
    "heading in an item": ("<ul><li><h2>a</h2>b</li></ul>", "<ul><li><p>a</p><p>b</p></li></ul>"),
    "quote": (
        '<blockquote cite="/x">a<p>b</blockquote>',
        "<blockquote><p>a</p><p>b</p></blockquote>",
    ),
    "quote in a quote": (
        "<blockquote>a<blockquote>b</blockquote></blockquote>",
        "<blockquote><p>a</p><p>b</p></blockquote>",
    ),
    "empty quote": ("<blockquote> </blockquote>a", "<p>a</p>"),
    "rule": ("a<hr>b<ul><li>c<hr>d</ul>", "<p>a</p><hr><p>b</p><ul><li><p>c</p><p>d</p></li></ul>"),
    "definitions": ("<dl><dt>a<dd>b</dl>", "<p>a</p><p>b</p>"),
    "phrase in another language": (
        '<p>a <span lang="ZH-hans" dir="ltr">b</span> <em lang="la">c</em></p>',
        '<p>a <span lang="zh-Hans">b</span> <span lang="la"><em>c</em></span></p>',
    ),
    "span without a language": ("<p><span class=x>a</span></p>", "<p>a</p>"),
    "language in a language": (
        '<p><span lang="en">a <span lang="fr">b</span></span></p>',
        '<p><span lang="en">a </span><span lang="fr">b</span></p>',
    ),
    "blocks in another language": (
        '<p lang="en">a</p><h2 lang="fr">b</h2><blockquote lang="ar"><p>c</p></blockquote>'
        '<ul><li lang="th">d</ul>',
        '<p lang="en">a</p><h2 lang="fr">b</h2><blockquote lang="ar"><p>c</p></blockquote>'
        '<ul><li lang="th"><p>d</p></li></ul>',
    ),
    "language of a division": (
        '<div lang="en">a<p>b</p><p lang="fr">c</p></div><p>d</p>',
        '<p lang="en">a</p><p lang="en">b</p><p lang="fr">c</p><p>d</p>',
    ),
    "language of a list": ('<ul lang="en"><li>a</ul>', '<ul><li lang="en"><p>a</p></li></ul>'),
    "figure": (
        '<figure class=x data-image-id="012" data-alt=" A  map "><img src=x>'
        '<figcaption lang="en">b <b>c</b></figcaption></figure>',
        '<figure data-image-id="12" data-alt="A map"><figcaption lang="en">b <strong>c</strong>'
        "</figcaption></figure>",
    ),
    "figure without a caption": (
        '<figure data-image-id="1"></figure>',
        '<figure data-image-id="1"><figcaption></figcaption></figure>',
    ),
    "blocks in a caption": (
        '<figure data-image-id="1"><figcaption><p>a</p><ul><li>b</li></ul></figcaption></figure>',
        '<figure data-image-id="1"><figcaption>a<br>b</figcaption></figure>',
    ),
    "figure of something else": (
        "<figure><img src=x><figcaption>a</figcaption></figure>",
        "<p>a</p>",
    ),
    "figure in an item": (
        '<ul><li>a<figure data-image-id="1"></figure>b</li></ul>c',
        '<ul><li><p>a</p><p>b</p></li></ul><figure data-image-id="1"><figcaption></figcaption>'
        "</figure><p>c</p>",
    ),
    "caption without a figure": ("<figcaption>a</figcaption>", "<p>a</p>"),
    "table": (
        "<table><thead><tr><th>a<th>b</thead><tr><td>c<td>d</table>",
        "<table><tbody><tr><th><p>a</p></th><th><p>b</p></th></tr>"
        "<tr><td><p>c</p></td><td><p>d</p></td></tr></tbody></table>",
    ),
    "short row": (
        "<table><tr><td>a<td>b<tr><td>c</table>",
        "<table><tbody><tr><td><p>a</p></td><td><p>b</p></td></tr>"
        "<tr><td><p>c</p></td><td><p></p></td></tr></tbody></table>",
    ),
    "spans": (
        "<table><tr><td colspan=2 rowspan=2>a<td>b<tr><td>c</table>",
        '<table><tbody><tr><td colspan="2" rowspan="2"><p>a</p></td><td><p>b</p></td></tr>'
        "<tr><td><p>c</p></td></tr></tbody></table>",
    ),
    "spans beyond the table": (
        "<table><tr><td rowspan=9>a<td rowspan=0>b<tr><td colspan=x>c</table>",
        '<table><tbody><tr><td rowspan="2"><p>a</p></td><td><p>b</p></td></tr>'
        "<tr><td><p>c</p></td></tr></tbody></table>",
    ),
    "spans over each other": (
        "<table><tr><td>a<td rowspan=2>b<tr><td colspan=2>c</table>",
        '<table><tbody><tr><td><p>a</p></td><td rowspan="2"><p>b</p></td></tr>'
        "<tr><td><p>c</p></td></tr></tbody></table>",
    ),
    "row without cells": (
        "<table><tr><td rowspan=3>a<td>b<tr><tr><td>c</table>",
        '<table><tbody><tr><td rowspan="2"><p>a</p></td><td><p>b</p></td></tr>'
        "<tr><td><p>c</p></td></tr></tbody></table>",
    ),
    "table with a caption": (
        "<table><caption>t</caption><tr><td>a<td>b</table>",
        "<p>t</p><table><tbody><tr><td><p>a</p></td><td><p>b</p></td></tr></tbody></table>",
    ),
    "table as a frame": ("<table><tr><td><p>a</p><p>b</p></table>", "<p>a</p><p>b</p>"),
    "table in a table": (
        "<table><tr><td>a<td><table><tr><td>b<td>c</table></table>",
        "<table><tbody><tr><td><p>a</p></td><td><p>b</p><p>c</p></td></tr></tbody></table>",
    ),
    "empty table": ("<table><tr><td><td> </table>a", "<p>a</p>"),
    "whole document": (
        "<!doctype html><html lang=en><head><title>t</title></head><body><p>a</p></body></html>",
        "<p>a</p>",
    ),
}
