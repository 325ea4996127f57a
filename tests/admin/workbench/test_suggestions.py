"""What was translated before is offered for the same words, and for similar ones."""

from __future__ import annotations

from articles.text.segments import text_hash
from tests.admin.desk import signed_in
from tests.admin.workbench.bench import address
from tests.factories import make_story, write_text


def test_what_was_translated_before_is_offered(story, site, translator):
    words = "Cây cầu mới nối hai bờ sông dài bốn trăm mét."
    before = make_story(site, ("vi",), texts={"body": f"<p>{words}</p>"})
    write_text(before, "en", body="<p>The new <em>bridge</em> is 400 metres long.</p>")
    rest = "".join(f"<p>{text}</p>" for text in (words, words.replace("bốn", "năm")))
    write_text(story, "vi", body=rest)
    client, at = signed_in(translator), address(story, call="suggestions")
    asked = (text_hash(words), text_hash(words.replace("bốn", "năm")))

    exact, alike = (client.get(at, {"source": name}).json()["suggestions"] for name in asked)

    assert [(one["match"], one["where"], one["change"]) for one in exact] == [
        (100, "News Center", "")
    ]
    assert exact[0]["html"] == alike[0]["html"] == "The new <em>bridge</em> is 400 metres long."
    assert 80 < alike[0]["match"] < 100
    assert "<del>bốn</del><ins>năm</ins>" in alike[0]["change"]


def test_nothing_is_offered_for_what_is_not_there(story, outsider, translator):
    at = address(story, call="suggestions")

    assert signed_in(outsider).get(at).status_code == 404
    assert signed_in(translator).get(at, {"source": "0" * 32}).json() == {"suggestions": []}
