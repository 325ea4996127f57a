"""What each role may do on a site of its own: written out here, and not read from the table."""

from __future__ import annotations

from articles.enums import Role, Verb

READ = {Verb.VIEW}
TRANSLATE = READ | {
    *(Verb.TRANSLATE, Verb.TAKE_OVER, Verb.SUBMIT),
    *(Verb.SHARE_PREVIEW, Verb.END_PREVIEW),
}
WRITE = TRANSLATE | {Verb.WRITE, Verb.DELETE, Verb.KEEP_IMAGES}
EDIT = WRITE | {
    Verb.RETURN,
    Verb.APPROVE,
    Verb.PUBLISH,
    Verb.TAKE_DOWN,
    Verb.CURATE,
    Verb.CORRECT,
    Verb.OFFER,
    Verb.ACCEPT,
    Verb.DECLINE,
    Verb.WITHDRAW_OFFER,
    Verb.DISMISS,
    Verb.KEEP_VOCABULARY,
}
MAY = {
    Role.REPORTER: WRITE,
    Role.TRANSLATOR: TRANSLATE,
    Role.PHOTO_DESK: READ | {Verb.KEEP_IMAGES},
    Role.EDITOR: EDIT,
    Role.CHIEF_EDITOR: EDIT | {Verb.OVERRIDE, Verb.RETRACT},
    Role.SITE_MANAGER: EDIT | {Verb.OVERRIDE, Verb.RETRACT, Verb.MANAGE_SITE},
}
