"""The workbench without script: a form that saves what was changed in it."""

from __future__ import annotations

from tests.admin.desk import signed_in
from tests.admin.workbench.bench import BODY, address, bench_of, edit_of, line_of, send
from tests.factories import body_of, head_of, write_text


def plain_form(client, story, language="en"):
    """The fields of the page as a browser without script sends them back untouched."""
    from lxml import html

    page = html.fromstring(client.get(address(story, language)).content.decode())
    form = page.get_element_by_id("bench")
    return {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"}


def test_plain_form_saves_what_was_changed_and_nothing_else(story, translator, editor):
    client = signed_in(translator)
    data = plain_form(client, story)
    line = line_of(bench_of(story, editor), "Ba.")
    send(editor, story, "save", segments=[edit_of(line, "THREE")])
    data |= {"text-1": "Q & A", "text-2": "<b>One</b>"}

    response = client.post(address(story), data, follow=True)

    assert "2 segments saved." in response.content.decode()
    assert head_of(story, "en").title == "Q & A"
    assert body_of(story) == (
        "<p><strong>One</strong></p><p>Two <strong>big</strong>.</p><p>THREE</p>"
    )


def test_plain_form_untouched_saves_nothing(story, translator):
    client = signed_in(translator)
    before = story.revisions.count()

    response = client.post(address(story), plain_form(client, story), follow=True)

    assert "There was nothing to save." in response.content.decode()
    assert story.revisions.count() == before


def test_plain_form_confirms_by_tick_and_settles_conflicts(story, translator, editor):
    write_text(story, "vi", body=BODY.replace("Ba.", "Ba người."))
    client = signed_in(translator)

    client.post(address(story), plain_form(client, story) | {"right-4": "on"})
    assert bench_of(story, translator).to_do == 0

    data = plain_form(client, story) | {"text-2": "Mine"}
    line = line_of(bench_of(story, editor), "Một.")
    send(editor, story, "save", segments=[edit_of(line, "Theirs")])
    client.post(address(story), data)
    assert line_of(bench_of(story, translator), "Một.").is_overtaken

    client.post(address(story), plain_form(client, story) | {"right-2": "on"})
    assert body_of(story).startswith("<p>Mine</p>")
