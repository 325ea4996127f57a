from articles.richtext.text import image_ids, plain_text

BODY = (
    "<h2>Một</h2><p>Hai <strong>ba</strong> &amp; b&nbsp;c<br>d</p><ul><li><p>e</p></li></ul>"
    '<figure data-image-id="7" data-alt="&quot;f&quot;"><figcaption>g</figcaption></figure><hr>'
    "<table><tbody><tr><td><p>h</p></td><td><p></p></td></tr></tbody></table>"
    '<figure data-image-id="3"><figcaption></figcaption></figure>'
    '<figure data-image-id="7"><figcaption></figcaption></figure>'
)


def test_plain_text_has_one_line_a_block():
    assert plain_text(BODY) == "Một\nHai ba & b\u00a0c d\ne\ng\nh"


def test_plain_text_of_nothing_is_empty():
    assert plain_text("") == ""


def test_image_ids_are_in_order_and_once_each():
    assert image_ids(BODY) == [7, 3]


def test_image_ids_of_a_body_without_figures():
    assert image_ids("<p>a</p>") == []
