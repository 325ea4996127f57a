"""The one gate for rich text: any HTML in, what the editor can make out."""

from articles.richtext.document import write
from articles.richtext.markup import MAX_LENGTH, TooLong
from articles.richtext.reader import read

__all__ = ["MAX_LENGTH", "CleanHtml", "TooLong", "sanitize"]


class CleanHtml(str):
    """HTML that has been through `sanitize`; anything made from it is a plain string again."""

    __slots__ = ()


def sanitize(html: str) -> CleanHtml:
    """The HTML in normal form, safe to show; "" where nothing is left.

    Running it again changes nothing. Raises TooLong beyond `MAX_LENGTH` characters.
    """
    return html if isinstance(html, CleanHtml) else CleanHtml(write(read(html)))
