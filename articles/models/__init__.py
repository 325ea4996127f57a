"""The nouns of the newsroom, one file for each; `docs/data-model.md` draws them."""

from articles.models.account import AccountEvent, DeskSession
from articles.models.api_token import ApiToken
from articles.models.author import Author, AuthorTranslation, Source, SourceTranslation
from articles.models.correction import Correction, Retraction
from articles.models.delivery import Delivery, DeliveryQuerySet
from articles.models.finding import Finding
from articles.models.front_page import FrontPage, FrontPageSlot
from articles.models.gate import Dismissal, FindingPolicy, Judgement
from articles.models.glossary import GlossaryTerm
from articles.models.image import Image, ImageTranslation
from articles.models.imported_page import ImportedPage
from articles.models.invitation import Invitation, InvitedRole
from articles.models.membership import Membership
from articles.models.memory import MemoryUnit
from articles.models.page_cache import PageCacheReport
from articles.models.presence import Presence
from articles.models.preview_link import PreviewLink
from articles.models.publication import (
    AuthorListing,
    Listing,
    Publication,
    PublicationQuerySet,
    SectionListing,
    TagListing,
)
from articles.models.redirect import Redirect
from articles.models.release import Release, ReleaseItem, ReleaseQuerySet
from articles.models.revision import Revision, StateChange
from articles.models.search_entry import SearchEntry, StoryEntry
from articles.models.site import Edition, FooterLine, Site, SiteHost
from articles.models.site_map import SiteMapMark, SiteMapPart
from articles.models.story import Byline, Story, StoryQuerySet, StoryTranslation
from articles.models.taxonomy import (
    RESERVED_SLUGS,
    Category,
    CategoryTranslation,
    Tag,
    TagTranslation,
)
from articles.models.translating import MachineUsage, SegmentDraft, TranslationClaim
from articles.models.translation import Translation, content_languages
from articles.models.user import User
from articles.models.views import (
    RankedPublication,
    Ranking,
    SectionViewDay,
    SectionViewHour,
    StoryViewTotal,
    TopOfDay,
    ViewDay,
    ViewEvent,
    ViewHour,
    ViewSalt,
    ViewTotal,
)

__all__ = [
    "RESERVED_SLUGS",
    "AccountEvent",
    "ApiToken",
    "Author",
    "AuthorListing",
    "AuthorTranslation",
    "Byline",
    "Category",
    "CategoryTranslation",
    "Correction",
    "Delivery",
    "DeliveryQuerySet",
    "DeskSession",
    "Dismissal",
    "Edition",
    "Finding",
    "FindingPolicy",
    "FooterLine",
    "FrontPage",
    "FrontPageSlot",
    "GlossaryTerm",
    "Image",
    "ImageTranslation",
    "ImportedPage",
    "Invitation",
    "InvitedRole",
    "Judgement",
    "Listing",
    "MachineUsage",
    "Membership",
    "MemoryUnit",
    "PageCacheReport",
    "Presence",
    "PreviewLink",
    "Publication",
    "PublicationQuerySet",
    "RankedPublication",
    "Ranking",
    "Redirect",
    "Release",
    "ReleaseItem",
    "ReleaseQuerySet",
    "Retraction",
    "Revision",
    "SearchEntry",
    "SectionListing",
    "SectionViewDay",
    "SectionViewHour",
    "SegmentDraft",
    "Site",
    "SiteHost",
    "SiteMapMark",
    "SiteMapPart",
    "Source",
    "SourceTranslation",
    "StateChange",
    "Story",
    "StoryEntry",
    "StoryQuerySet",
    "StoryTranslation",
    "StoryViewTotal",
    "Tag",
    "TagListing",
    "TagTranslation",
    "TopOfDay",
    "Translation",
    "TranslationClaim",
    "User",
    "ViewDay",
    "ViewEvent",
    "ViewHour",
    "ViewSalt",
    "ViewTotal",
    "content_languages",
]
