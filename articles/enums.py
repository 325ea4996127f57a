"""States and kinds. Anything may import these; they import nothing of ours."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class WorkflowState(TextChoices):
    """Where the working copy of one translation stands; what readers see is on `Publication`."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")
    TAKEN_DOWN = "taken_down", _("Taken down")


class PublicState(TextChoices):
    """What readers get from one publication at one moment; always computed, never stored."""

    SCHEDULED = "scheduled", _("Scheduled")
    LIVE = "live", _("Live")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", _("Taken down")


class Ranks(TextChoices):
    """The lists of what is read most; `articles.counting.ranking` says what each one counts."""

    HOUR = "hour", _("Hour")
    DAY = "day", _("Day")
    WEEK = "week", _("Week")
    TRENDING = "trending", _("Trending")


class DeliveryState(TextChoices):
    """What became of a story that one site offered to another."""

    OFFERED = "offered", _("Offered")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ReleaseState(TextChoices):
    """What was decided of a release; whether readers have it follows from its time."""

    PLANNED = "planned", _("Planned")
    SCHEDULED = "scheduled", _("Scheduled")
    CANCELLED = "cancelled", _("Cancelled")


class Role(TextChoices):
    """What a person is on one site."""

    REPORTER = "reporter", _("Reporter")
    TRANSLATOR = "translator", _("Translator")
    PHOTO_DESK = "photo_desk", _("Photo desk")
    EDITOR = "editor", _("Editor")
    CHIEF_EDITOR = "chief_editor", _("Chief editor")
    SITE_MANAGER = "site_manager", _("Site manager")


class Verb(TextChoices):
    """What a person may do; the audit log uses the same words."""

    VIEW = "view", _("view")
    WRITE = "write", _("write")
    TRANSLATE = "translate", _("translate")
    TAKE_OVER = "take_over", _("take over what somebody works on")
    SUBMIT = "submit", _("submit for review")
    RETURN = "return", _("return to the writer")
    APPROVE = "approve", _("approve")
    REVERT = "revert", _("go back to an earlier text")
    PUBLISH = "publish", _("publish")
    TAKE_DOWN = "take_down", _("take down")
    OFFER = "offer", _("offer to another site")
    ACCEPT = "accept", _("accept what another site offers")
    DECLINE = "decline", _("decline what another site offers")
    WITHDRAW_OFFER = "withdraw_offer", _("withdraw an offer")
    PLAN_RELEASE = "plan_release", _("plan a release")
    RELEASE = "release", _("release together with others")
    CANCEL_RELEASE = "cancel_release", _("cancel a release")
    CURATE = "curate", _("arrange a front page")
    SHARE_PREVIEW = "share_preview", _("send a preview to somebody outside")
    END_PREVIEW = "end_preview", _("end a preview that was sent")
    CORRECT = "correct", _("correct what readers see")
    RETRACT = "retract", _("retract a story")
    OVERRIDE = "override", _("publish in spite of findings")
    DISMISS = "dismiss", _("mark a finding as intended")
    DELETE = "delete", _("delete a draft")
    KEEP_IMAGES = "keep_images", _("upload and describe pictures")
    KEEP_VOCABULARY = "keep_vocabulary", _("keep tags, authors and sources")
    MANAGE_SITE = "manage_site", _("manage the site")


class SecondFactorPolicy(TextChoices):
    """Whom a site asks for a second factor."""

    OFF = "off", _("Nobody: people decide for themselves")
    PUBLISHERS = "publishers", _("Those who may publish here")
    EVERYONE = "everyone", _("Everybody who works here")


class AccountVerb(TextChoices):
    """What happened to an account, in the words of its log."""

    SIGNED_IN = "signed_in", _("logged in")
    FAILED = "failed", _("log-in failed")
    LOCKED = "locked", _("log-in locked")
    SIGNED_OUT = "signed_out", _("sessions ended")
    PASSWORD_CHANGED = "password_changed", _("password changed")
    FACTOR_SET = "factor_set", _("second factor set up")
    FACTOR_REMOVED = "factor_removed", _("second factor removed")
    FACTOR_RESET = "factor_reset", _("second factor reset by somebody else")
    CODES_RENEWED = "codes_renewed", _("recovery codes renewed")
    CODE_USED = "code_used", _("recovery code used")
    ROLE_GIVEN = "role_given", _("role given")
    ROLE_CHANGED = "role_changed", _("role changed")
    ROLE_TAKEN = "role_taken", _("role taken away")
    ADDED = "added", _("account added")
    SWITCHED_ON = "switched_on", _("account switched on")
    SWITCHED_OFF = "switched_off", _("account switched off")
    RIGHTS_CHANGED = "rights_changed", _("rights of an administrator changed")
    INVITED = "invited", _("invited somebody")
    INVITATION_REVOKED = "revoked", _("invitation taken back")
    INVITATION_ACCEPTED = "accepted", _("invitation accepted")
    RESET_SENT = "reset_sent", _("new password asked for")


class InvitationState(TextChoices):
    """What became of an invitation; computed, as its time passes by itself."""

    OPEN = "open", _("Open")
    EXPIRED = "expired", _("Expired")
    ACCEPTED = "accepted", _("Accepted")
    REVOKED = "revoked", _("Taken back")


class Severity(TextChoices):
    """How much a finding weighs: a block stops publication until it is overridden."""

    WARN = "warn", _("Warning")
    BLOCK = "block", _("Blocks publication")


class DeskPage(TextChoices):
    """Where a person has a story open."""

    FORM = "form", _("the story’s page")
    WORKBENCH = "workbench", _("the workbench")


class Place(TextChoices):
    """Where readers may look for a story."""

    PAGE = "page", _("its own page")
    FRONT = "front", _("the front page")
    SECTION = "section", _("the page of its section")
    FEED = "feed", _("the feed of the edition")
    SEARCH = "search", _("the search")
    SITEMAP = "sitemap", _("the site map")
    NEWS = "news", _("the news site map")


class RetractionPolicy(TextChoices):
    """What a site answers at the address of a story that it retracted."""

    GONE = "gone", _("Gone: only the notice, and search engines forget the address (410)")
    TOMBSTONE = "tombstone", _("Kept: the headline and the notice, not for search engines (200)")


class RuleAction(TextChoices):
    """What a site does about the findings of one rule."""

    OFF = "off", _("Say nothing")
    WARN = "warn", _("Warn")
    BLOCK = "block", _("Block publication")


class SegmentState(TextChoices):
    """How one segment stands between an original and its translation."""

    MISSING = "missing", _("Missing")
    CURRENT = "current", _("Current")
    STALE = "stale", _("Original changed")
    EXTRA = "extra", _("Only in the translation")


class DigitalSource(TextChoices):
    """How a picture came to be: terms of the IPTC's "Digital Source Type" NewsCodes."""

    CAPTURE = "digitalCapture", _("Photograph")
    COMPUTED = "computationalCapture", _("Photograph, put together by the camera")
    NEGATIVE = "negativeFilm", _("Scan of a negative")
    POSITIVE = "positiveFilm", _("Scan of a slide")
    PRINT = "print", _("Scan of a print")
    EDITED = "humanEdits", _("Retouched by a person")
    ENHANCED = "algorithmicallyEnhanced", _("Enhanced by a program")
    COMPOSITE = "composite", _("Montage")
    COMPOSITE_WITH_AI = (
        "compositeWithTrainedAlgorithmicMedia",
        _("Montage, partly generated by AI"),
    )
    AI = "trainedAlgorithmicMedia", _("Generated by AI")
    ALGORITHM = "algorithmicMedia", _("Generated by a program, without AI")
    DATA = "dataDrivenMedia", _("Chart made from data")
    DRAWING = "digitalCreation", _("Drawing")
    SCREEN = "screenCapture", _("Picture of a screen")
