"""What the pages say of findings, and what their buttons do."""

import pytest

from articles.enums import RuleAction
from articles.models import Dismissal, Finding, FindingPolicy, Publication, StateChange
from articles.workflow import dismiss, publish
from tests.admin.desk import signed_in, story_url
from tests.factories import head_of, make_section, make_story, write_text

CHINESE = "美国商务部官员向路透社表示，通过香港转运的物资在今年一月至五月减少了百分之二十八。"
ARABIC = "قال مسؤولون في وزارة التجارة الأمريكية إن البضائع العابرة عبر هونغ كونغ تراجعت هذا العام."


@pytest.fixture
def story(site, section):
    """With a paragraph of Chinese in each language."""
    body = {"body": f"<p>{CHINESE}</p>"}
    return make_story(site, ("vi", "en"), texts=body, translations={"en": body})


def key(story, language_code="en"):
    finding = head_of(story, language_code).findings.get(rule="foreign-language")
    return f"{language_code}:foreign-language:{finding.segment_hash}:{finding.source_hash}"


def press(client, story, button, pressed, page="findings", **fields):
    return client.post(story_url(page, story), {button: pressed} | fields)


def body_of(response):
    return response.content.decode()


def test_finding_is_shown_with_its_rule_place_words_and_explanation(story, editor):
    page = body_of(signed_in(editor).get(story_url("findings", story)))

    assert page.count(CHINESE) == 2
    assert "<b>Blocks publication</b> · Other language · paragraph 1" in page
    assert "it was probably never translated" in page
    assert "This seems to be 简体中文" in page


def test_excerpt_bears_its_language_and_runs_its_own_way(story, editor):
    write_text(story, "vi", body=f"<p>{ARABIC}</p>")
    write_text(story, "en", body="<p>It is 420 metres long.</p>")

    page = body_of(signed_in(editor).get(story_url("findings", story)))

    assert f'<bdi lang="vi">{ARABIC}</bdi>' in page


def test_editor_calls_it_intended_and_takes_that_back(story, editor, site):
    client = signed_in(editor)

    press(client, story, "dismiss", key(story), **{f"reason-{key(story)}": " As  quoted. "})

    dismissal = Dismissal.objects.get()
    assert (dismissal.reason, dismissal.dismissed_by) == ("As quoted.", editor)
    page = body_of(client.get(story_url("findings", story)))
    assert "Intended, says editor" in page
    assert "As quoted." in page
    publish(story, site=site, languages=["en"], actor=editor)

    press(client, story, "take_back", key(story))

    assert not Dismissal.objects.exists()


def test_reason_is_asked_for_beside_the_finding(story, editor):
    response = press(signed_in(editor), story, "dismiss", key(story))

    page = body_of(response)
    assert page.count("Write why: the log keeps it.") == 2  # on top, and beside it
    assert "<details open>" in page
    assert not Dismissal.objects.exists()


def test_translator_sees_no_button_for_what_blocks_and_presses_in_vain(story, translator):
    client = signed_in(translator)

    page = body_of(client.get(story_url("findings", story)))
    answer = press(client, story, "dismiss", key(story), **{f"reason-{key(story)}": "Quoted."})

    assert CHINESE in page
    assert "This is intended…" not in page
    assert answer.status_code == 403
    assert not Dismissal.objects.exists()


def test_translator_may_pass_a_warning_in_their_language_only(story, site, translator):
    FindingPolicy.objects.create(site=site, rule="foreign-language", action=RuleAction.WARN)
    client = signed_in(translator)

    page = body_of(client.get(story_url("findings", story)))
    answers = [
        press(client, story, "dismiss", key(story, code), **{f"reason-{key(story, code)}": "Ok."})
        for code in ("en", "vi")
    ]

    assert page.count("This is intended…") == 1
    assert [answer.status_code for answer in answers] == [302, 403]
    assert Dismissal.objects.get().language_code == "en"


def test_people_of_another_site_do_not_see_it(story, outsider):
    assert signed_in(outsider).get(story_url("findings", story)).status_code == 404


def test_finding_that_is_gone_says_so(story, editor):
    pressed = key(story)
    write_text(story, "en", body="<p>It is 420 metres long.</p>")

    client = signed_in(editor)
    press(client, story, "dismiss", pressed, **{f"reason-{pressed}": "Quoted."})

    assert "That finding is gone" in body_of(client.get(story_url("findings", story)))
    assert not Dismissal.objects.exists()


def test_pressing_twice_or_after_a_new_judgement_is_no_error(story, editor, site):
    pressed = key(story)
    make_section(site, "the-thao", vi="Thể thao")
    client = signed_in(editor)

    for _ in range(2):
        press(client, story, "dismiss", pressed, **{f"reason-{pressed}": "Quoted."})

    assert Dismissal.objects.count() == 1


def test_publish_page_keeps_what_is_filled_in_when_a_finding_is_answered(
    story, editor, site, section
):
    data = {
        "site": site.key,
        f"{site.key}-languages": ["en"],
        f"{site.key}-section": section.pk,
        f"{site.key}-when": "later",
        f"{site.key}-publish_at": "",
        f"{site.key}-headline-en": "A bridge at last",
        f"reason-{key(story)}": "Quoted.",
    }

    page = body_of(press(signed_in(editor), story, "dismiss", key(story), page="publish", **data))

    assert 'value="A bridge at last"' in page
    assert "Intended, says editor" in page
    assert "Say from when." not in page
    assert Dismissal.objects.exists()
    assert not Publication.objects.exists()


def test_publish_page_shows_what_each_site_does_about_it(story, site, other_site, admin):
    FindingPolicy.objects.create(site=other_site, rule="foreign-language", action=RuleAction.OFF)
    dismiss(
        Finding.objects.get(revision=head_of(story, "en")), actor=admin, reason="As they said it."
    )

    panels = signed_in(admin).get(story_url("publish", story)).context["panels"]

    kinds = {
        panel.site.key: {
            row.standing.language_code: [n.weighed.kind for n in row.notes] for row in panel.rows
        }
        for panel in panels
    }
    assert kinds == {
        "news": {"vi": ["block"], "en": ["intended"]},
        "sports": {"vi": ["off"], "en": ["off"]},
    }
    assert [panel.is_blocked for panel in panels] == [True, False]


def test_publish_page_shows_findings_of_today(site, section, editor):
    cut = "Liên minh tập trung vào việc triển khai sức mạnh của hai nước trong khu vực"
    story = make_story(site, texts={"body": f"<p>{cut}</p><p>Bóng đá</p><p>{cut}.</p>"})
    client = signed_in(editor)
    before = body_of(client.get(story_url("publish", story)))

    make_section(site, "bong-da", vi="Bóng đá")

    assert "Stray section name" not in before
    assert "Stray section name" in body_of(client.get(story_url("publish", story)))


def test_first_button_of_the_publish_form_is_the_one_that_publishes(story, editor):
    """Enter in a text field presses it."""
    page = body_of(signed_in(editor).get(story_url("publish", story)))

    form = page[page.index('class="verb-form placement"') :]
    first = form[form.index("<button") :]
    assert "name=" not in first[: first.index(">")]


def test_story_page_shows_findings_and_leads_to_their_page(story, translator, site):
    FindingPolicy.objects.create(site=site, rule="empty-alt", action=RuleAction.OFF)

    page = body_of(signed_in(translator).get(story_url("change", story)))

    assert page.count(CHINESE) >= 2
    assert f'href="{story_url("findings", story)}#findings-en"' in page
    assert "1 finding in the saved text" in page


def test_history_tells_of_overrides_and_of_what_was_called_intended(story, site, editor, chief):
    finding = Finding.objects.get(revision=head_of(story, "en"))
    dismiss(finding, actor=editor, reason="Quoted.")
    publish(story, site=site, languages=["vi"], actor=chief, override_reason="It must go.")

    page = body_of(signed_in(chief).get(story_url("history", story)))

    assert "mark a finding as intended" in page
    assert "It must go." in page
    assert page.count(CHINESE) == 2
    assert StateChange.objects.filter(story=story).count() > 2


@pytest.mark.parametrize("count", [1, 3])
def test_findings_page_makes_the_same_queries(
    site, section, editor, django_assert_num_queries, count
):
    body = "".join(f"<p>{CHINESE}{number}</p>" for number in range(count))
    story = make_story(site, texts={"body": body})
    client = signed_in(editor)

    with django_assert_num_queries(15):
        client.get(story_url("findings", story))
