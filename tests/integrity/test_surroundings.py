"""When a judgement is old, and that judging many costs what judging one costs."""

import pytest

from articles.enums import Severity
from articles.integrity import findings, registry
from articles.integrity.base import Hit, Rule
from articles.integrity.findings import renew_findings, replace_findings, replace_findings_many
from articles.integrity.manuscripts import manuscript
from articles.integrity.runner import judge
from articles.integrity.surroundings import Lookups, subjects_of
from articles.models import (
    Category,
    CategoryTranslation,
    Finding,
    GlossaryTerm,
    Judgement,
    Revision,
)
from tests.factories import head_of, make_image, make_section, make_story, write_text


class Wordy(Rule):
    """Accuses every title, so that there is something to count."""

    id, name, explanation, severity = "wordy", "Wordy", "Too many words.", Severity.WARN

    def check(self, manuscript):
        yield Hit(manuscript.segments[0], manuscript.segments[0].text)

    def message(self, detail):
        return "Too many words."


def described(image, **alts):
    for code, alt in alts.items():
        image.translations.create(language_code=code, alt=alt)
    return image


@pytest.fixture
def story(site, section):
    image = described(make_image(site), vi="Cầu", en="Bridge")
    body = (
        f'<p>Cầu dài.</p><figure data-image-id="{image.pk}"><figcaption>Cầu</figcaption></figure>'
    )
    return make_story(site, ("vi", "en"), texts={"body": body}, lead_image=make_image(site))


def another_section(story):
    make_section(story.origin, "the-thao", vi="Thể thao", en="Sport")


def another_section_name(story):
    CategoryTranslation.objects.filter(language_code="en").update(name="Latest")


def another_alternative_text(story):
    described(make_image(story.origin), en="Elsewhere")
    story.lead_image.translations.create(language_code="en", alt="A bridge at night")


def another_term(story):
    GlossaryTerm.objects.create(
        source_language="vi", source="cầu", target_language="en", target="bridge"
    )


def another_original(story):
    write_text(story, "vi", title="Cầu mới đã thông xe")
    # What `keep` judges at once is put back, so that only the fingerprint can tell.
    Judgement.objects.filter(revision=head_of(story, "en")).update(fingerprint="f" * 32)


@pytest.mark.parametrize(
    "change",
    [
        another_section,
        another_section_name,
        another_alternative_text,
        another_term,
        another_original,
    ],
)
def test_text_is_judged_anew_when_something_beside_it_has_changed(story, change):
    head = head_of(story, "en")
    assert renew_findings([head]) == set()

    change(story)

    assert renew_findings([head]) == {head.pk}
    assert renew_findings([head]) == set()


def test_judgement_of_a_translation_knows_which_original_it_was_held_to(story):
    head = head_of(story, "en")
    [before] = subjects_of([head.pk])

    write_text(story, "vi", title="Cầu mới đã thông xe")

    [after] = subjects_of([head.pk])
    assert after.original_id == head_of(story, "vi").pk != before.original_id
    assert after.judged != before.judged


def test_what_does_not_concern_a_text_leaves_its_judgement(story, other_site):
    heads = [head_of(story, "vi"), head_of(story, "en")]
    make_section(other_site, "bong-da", vi="Bóng đá", en="Football")
    described(make_image(other_site), vi="Khác", en="Other")
    story.lead_image.translations.create(language_code="ar", alt="جسر")
    GlossaryTerm.objects.create(
        site=other_site, source_language="vi", source="cầu", target_language="en", target="bridge"
    )
    GlossaryTerm.objects.create(
        source_language="en", source="bridge", target_language="vi", target="cầu"
    )
    Category.objects.filter(site=story.origin).update(position=5)

    assert renew_findings(heads) == set()


def test_new_version_of_a_rule_judges_everything_anew(story, monkeypatch):
    head = head_of(story, "vi")
    rule = type("Stricter", (type(registry.RULES[0]),), {"version": 99})()

    monkeypatch.setattr(registry, "RULES", (rule, *registry.RULES[1:]))

    assert renew_findings([head]) == {head.pk}


def test_pictures_are_those_of_the_text_after_the_lead_picture(story):
    lead, inside = (
        manuscript(head_of(story, "en")).pictures,
        manuscript(head_of(story, "vi")).pictures,
    )

    assert [(p.image_id, p.alt) for p in lead] == [(story.lead_image_id, "")]
    assert [(p.alt, p.segment.text) for p in inside] == [
        ("", "Cầu mới nối hai bờ sông"),
        ("Cầu", "Cầu"),
    ]
    [subject] = subjects_of([head_of(story, "vi").pk])
    assert subject.image_ids == tuple(picture.image_id for picture in inside)


@pytest.mark.parametrize("count", [1, 3])
def test_judging_many_makes_the_same_queries(site, section, django_assert_num_queries, count):
    stories = [make_story(site, ("vi", "en"), lead_image=make_image(site)) for _ in range(count)]
    for story in stories:
        write_text(story, "vi", title="Một cây cầu khác hẳn")
    heads = list(
        Revision.objects.filter(pk__in=[head_of(s, c).pk for s in stories for c in ("vi", "en")])
    )

    with django_assert_num_queries(12):
        replace_findings_many(heads)


def test_many_are_judged_as_each_alone(story, monkeypatch):
    monkeypatch.setattr(findings, "judge", lambda m: judge(m, [Wordy()]))
    heads = [head_of(story, "vi"), head_of(story, "en")]

    together = replace_findings_many(heads)

    assert {pk: [f.excerpt for f in found] for pk, found in together.items()} == {
        head.pk: [head.title] for head in heads
    }
    assert [f.excerpt for f in replace_findings(heads[1])] == [heads[1].title]
    assert Finding.objects.filter(rule="wordy").count() == 2


def test_text_that_was_deleted_meanwhile_is_left_out(story, monkeypatch):
    heads = [head_of(story, "vi"), head_of(story, "en")]
    story.delete()

    assert replace_findings_many(heads) == {}
    assert not Judgement.objects.exists()


def test_own_terms_replace_those_of_the_group(site, section):
    make_story(site, ("vi", "en"))
    for place, target in ((None, "bridge"), (site, "Bridge")):
        GlossaryTerm.objects.create(
            site=place, source_language="vi", source="cầu", target_language="en", target=target
        )
    [subject] = [s for s in subjects_of(Revision.objects.values("pk")) if s.language_code == "en"]

    [beside] = Lookups().of([subject])

    assert [(term.source, term.accepted) for term in beside.shared.terms] == [("cầu", ("Bridge",))]
