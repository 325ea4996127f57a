"""The texts of one story: who may write which, and what happens when two people do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from articles.enums import SegmentState, Verb
from articles.forms.languages import LanguageFormSet, SluggedForm
from articles.forms.meeting import Unnoticed
from articles.integrity.policy import Weighed, weigh
from articles.models import (
    Correction,
    Finding,
    Revision,
    StateChange,
    Story,
    StoryTranslation,
    User,
)
from articles.permissions import can
from articles.queries.corrections import open_corrections
from articles.richtext.merging import Clash, merge_bodies, merge_lines
from articles.text.languages import native_name
from articles.translation.alignment import Row
from articles.translation.comparison import compare_revisions
from articles.translation.standing import Standing, standings

TEXT = ("title", "dek", "body", "slug")


def may_write(user: User, story: Story, language_code: str) -> bool:
    """Whether the user may change the story's text in this language."""
    verb = Verb.WRITE if language_code == story.original_language else Verb.TRANSLATE
    return can(user, verb, story.origin if story.origin_id else None, language_code)


class BaseField(Unnoticed, forms.IntegerField):
    """The revision that the writer began from."""

    widget = forms.HiddenInput


class StoryTextForm(SluggedForm):
    """One language of a story. What somebody else has saved meanwhile is merged, paragraph by
    paragraph; where both changed the same one, the form comes back with both texts."""

    slug_from = "title"
    base = BaseField(required=False)
    in_step = forms.BooleanField(
        required=False,
        label=_("I have compared it: this text is in step with the original as it stands"),
    )

    # Set when somebody else saved first and the same was changed; the page then shows both texts.
    theirs: Revision | None = None
    clashes: Sequence[Clash] = ()
    # Set when somebody else saved first and both could be had.
    merged_with: Revision | None = None
    read_only = False

    class Meta:
        model = StoryTranslation
        fields = ["language_code", *TEXT]
        widgets = {
            "title": forms.Textarea(attrs={"rows": 2, "class": "title-line"}),
            "dek": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["base"] = self.instance.head_id
        code = self.code
        for name in ("title", "dek", "body"):
            self.fields[name].widget.attrs |= {"lang": self.language_tag, "dir": self.direction}
        self.fields["title"].widget.attrs["maxlength"] = 250
        if not self.instance.stale_segments:
            del self.fields["in_step"]
        self.label = native_name(code)

    def slug_fallback(self) -> str:
        return "story"

    def lock(self) -> None:
        """Show the text, and take no change of it."""
        self.read_only = True
        for field in self.fields.values():
            field.disabled = True

    @cached_property
    def changed_data(self) -> list[str]:
        """What was changed; an editor that was opened and left empty is no change."""
        changed: list[str] = super().changed_data
        if not self.instance.pk and "body" in changed:
            body = self.fields["body"].widget.value_from_datadict(
                self.data, self.files, self.add_prefix("body")
            )
            if is_blank(body):
                changed = [name for name in changed if name != "body"]
        return changed

    def clean_title(self) -> str:
        """A headline is one line, however it was pasted."""
        return " ".join(str(self.cleaned_data["title"]).split())

    def clean(self) -> dict[str, Any]:
        super().clean()
        head_id = self.instance.head_id
        if head_id is None or self.read_only or self.cleaned_data.get("base") == head_id:
            return self.cleaned_data
        base = self._base()
        if base is not None and self._is_as_in(base):
            self.changed_data = []
            return self.cleaned_data
        theirs = Revision.objects.select_related("created_by").get(pk=head_id)
        if base is not None and not self.errors and self._merge(base, theirs):
            self.merged_with = theirs
            return self.cleaned_data
        self.theirs = theirs
        # Saving again is then a decision: theirs stays in the history.
        self._show_again(base=head_id)
        raise ValidationError(
            _(
                "%(name)s saved this text while you were writing. Nothing of yours is lost: it "
                "stands below, and theirs beside it. Take over what you need and save again."
            ),
            params={"name": self.theirs.created_by or _("The system")},
        )

    def _base(self) -> Revision | None:
        """The revision that the writer began from."""
        return Revision.objects.filter(
            pk=self.cleaned_data.get("base") or 0,
            story=self.instance.master_id,
            language_code=self.instance.language_code,
        ).first()

    def _is_as_in(self, base: Revision) -> bool:
        """Whether the writer left this language alone since opening the page."""
        return all(self.cleaned_data.get(name) == getattr(base, name) for name in TEXT)

    def _merge(self, base: Revision, theirs: Revision) -> bool:
        """Bring both texts together; False where both changed the same, which is then told."""
        data = self.cleaned_data
        body = merge_bodies(base.body, data.get("body") or "", theirs.body)
        merged: dict[str, Any] = {"body": body.html}
        clashes = list(body.clashes)
        for name in ("title", "dek", "slug"):
            mine = data.get(name) or ""
            merged[name], both = merge_lines(getattr(base, name), mine, getattr(theirs, name))
            if both and name != "slug":
                clashes.append(Clash(getattr(base, name), mine, getattr(theirs, name)))
        self.clashes = clashes
        if clashes:
            self._show_again(**merged)
        else:
            self.cleaned_data |= merged
        return not clashes

    def _show_again(self, **values: Any) -> None:
        """Let the page that comes back hold these values."""
        data: Any = self.data
        data = data.copy()
        for name, value in values.items():
            data[self.add_prefix(name)] = value
        self.data = data


class StoryTextFormSet(LanguageFormSet):
    """All languages of a story, the original first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = timezone.now()

    def rank(self, code: str) -> tuple[int, int]:
        return (int(code != self.instance.original_language), super().rank(code)[1])

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)
        # The empty form of a new story: its language is chosen with it.
        if not may_write(self.user, self.instance, form.code):
            form.lock()
        return form

    def clean(self) -> None:
        super().clean()
        original = self.instance.original_language
        written = {f.code for f in self.forms if f.instance.pk or f.has_changed()}
        if original and original not in written:
            raise ValidationError(
                _("Write the story in its original language first: %(language)s."),
                params={"language": native_name(original)},
            )

    @property
    def in_step(self) -> list[str]:
        """Languages whose translator says that they follow the original as it stands."""
        return [form.code for form in self.forms if form.cleaned_data.get("in_step")]

    @property
    def merged_with(self) -> list[Revision]:
        """What others saved while this form was open, and is in its texts now."""
        return [form.merged_with for form in self.forms if form.merged_with is not None]

    @cached_property
    def standing(self) -> dict[str, Standing]:
        if not self.instance.pk:
            return {}
        return {s.language_code: s for s in standings(self.instance, self.offered, self.now)}

    @cached_property
    def findings(self) -> dict[int, list[Weighed]]:
        """By revision, as the story's own site weighs them; without what it does not mind."""
        heads = {form.instance.head_id: form.instance.head for form in self.forms}
        rows = list(Finding.objects.filter(revision__in=[pk for pk in heads if pk]))
        for finding in rows:
            finding.revision = heads[finding.revision_id]
        found: dict[int, list[Weighed]] = {}
        for weighed in weigh(rows, self.instance.origin) if rows else ():
            if not weighed.is_ignored:
                found.setdefault(weighed.finding.revision_id, []).append(weighed)
        return found

    @cached_property
    def returns(self) -> dict[str, StateChange]:
        """By language, what an editor said when giving a text back, until it is handed over."""
        latest: dict[str, StateChange] = {}
        moves = StateChange.objects.filter(
            story_id=self.instance.pk, verb__in=[Verb.SUBMIT, Verb.RETURN]
        )
        for move in moves.select_related("actor").order_by("-pk"):
            latest.setdefault(move.language_code, move)
        return {code: move for code, move in latest.items() if move.verb == Verb.RETURN}

    def panels(self) -> list[dict[str, Any]]:
        """What the page shows of each language, in its order."""
        return [
            {
                "form": form,
                "standing": self.standing.get(form.code),
                "findings": self.findings.get(form.instance.head_id or 0, []),
                "changes": self.changes(form),
                "returned": self.returns.get(form.code) if form.instance.pk else None,
                "is_original": form.code == self.instance.original_language,
                "bench": self.bench_address(form),
                "corrections": self.owed.get(form.code, []),
            }
            for form in self
        ]

    @cached_property
    def owed(self) -> dict[str, list[Correction]]:
        """By language: corrections of the original that its readers have not been told."""
        return open_corrections(self.instance, timezone.now()) if self.instance.pk else {}

    def bench_address(self, form: StoryTextForm) -> str:
        """Where the text is translated segment by segment; empty for the original itself."""
        original = self.instance.original_language
        if not self.instance.pk or form.code == original or original not in self.stored:
            return ""
        return reverse("admin:articles_story_translate", args=[self.instance.pk, form.code])

    def changes(self, form: StoryTextForm) -> list[Row]:
        """Segments of the original that this translation does not say, or no longer says."""
        text, original = form.instance, self.stored.get(self.instance.original_language)
        if not text.segments_behind or original is None:
            return []
        rows = compare_revisions(text.head, original.head)
        behind = {SegmentState.STALE, SegmentState.MISSING}
        return [row for row in rows if row.state in behind]


def is_blank(body: str | None) -> bool:
    """Whether a body in HTML shows nothing: no words, no picture, no table."""
    html = body or ""
    return not strip_tags(html).replace("&nbsp;", "").strip() and "<figure" not in html
