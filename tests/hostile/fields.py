"""Every field of every form into which a person writes, by its class. Lists to choose from are not here: what is none
of their values is refused."""

from cop.core.forms import Form

# Theirs are words, and they are shown: to the one who typed, and what is kept to whoever may read it.
WORDS = {
    "AccentForm": "picked typed", "AddressForm": "email", "AnnexForm": "body", "AnnouncementForm": "body",
    "AnswerForm": "answer", "AppealForm": "words", "ChangeForm": "why", "CheckForm": "note", "ClosingForm": "slug",
    "CodeForm": "code",
    "DecisionForm": "message", "EditForm": "body", "EmailChangeForm": "email", "EmailForm": "email",
    "EvidenceForm": "what setting", "FlagForm": "note", "FoundingForm": "name slug email",
    "IdentityProviderForm": "issuer client_id", "InvitationForm": "email", "JoinForm": "name", "ManyForm": "rows",
    "NeedsForm": "words", "OrderForm": "why", "PasskeyForm": "name", "PasskeyMadeForm": "name",
    "ProfileForm": "name pronouns", "RedactionForm": "words message",
    "RoomForm": "title purpose agreement", "RsvpForm": "going needs_words", "SendBackForm": "answer",
    "SettingsForm": "about mail_domains", "ShortNameForm": "slug", "SignInForm": "email", "SpaceForm": "name purpose",
    "StatewideRoleForm": "email", "TwoStepForm": "code", "UndoForm": "why", "WordsForm": "body op",
    "OpeningForm": "title body tags picture_1_says picture_2_says picture_3_says picture_4_says",
    "ReplyEditForm": "body picture_1_says picture_2_says picture_3_says picture_4_says", "SplitForm": "title",
    "ReplyForm": "body picture_1_says picture_2_says picture_3_says picture_4_says",
    "TopicForm": "title body tags picture_1_says picture_2_says picture_3_says picture_4_says",
    "ResourceForm": "title summary",
}  # fmt: skip
# Names of files, and what is in them.
FILES = {
    "LogoForm": "file", "ManyForm": "file", "PhotoForm": "file",
    "OpeningForm": "files picture_1 picture_2 picture_3 picture_4",
    "ReplyEditForm": "files picture_1 picture_2 picture_3 picture_4",
    "ReplyForm": "files picture_1 picture_2 picture_3 picture_4",
    "ResourceForm": "file",
    "TopicForm": "files picture_1 picture_2 picture_3 picture_4",
}  # fmt: skip
# What a page put there, which may come back as anything; what is secret is shown to nobody.
HIDDEN = {
    "AnnexForm": "audience", "EditForm": "audience version", "EvidenceForm": "known", "OpeningForm": "audience version",
    "PasskeyMadeForm": "credential", "PostForm": "audience", "ReplyEditForm": "audience version",
    "ReplyForm": "audience to", "RsvpForm": "needs_asked needs_shown", "TopicForm": "audience",
}  # fmt: skip
# What a request is asked for by its name, beside the fields of forms: in an address, a header, a form without a class.
ASKED = {
    "ASKED", "HX-Target", "Origin", "Upgrade", "WHOLE", "after", "agency", "area", "at", "before", "code", "credential",
    "email", "host", "into", "kind", "language", "level", "look", "name", "on", "page", "place", "q", "quote", "reply",
    "space", "tag", "to", "upto", "with", "without_name", "words", "yes",
}  # fmt: skip


def forms(kind=Form):
    """Every form there is, once all of the house has been read."""
    for one in kind.__subclasses__():
        yield one
        yield from forms(one)
