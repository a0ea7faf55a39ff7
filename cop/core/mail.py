"""Mails: asked for in the transaction of what they are about, written and sent by the worker, in the reader's language.

A mail is a template in `templates/mail` whose first line is its subject. It is given ids and short words, never what
people wrote. Links are signed as it is written (core.signing), so that the waiting job holds nothing that opens a door.
One that sets `ends` says where to post, signed in or not, to get no more like it: mail programs show that as a button
(RFC 8058). A moment in it is shown in the time zone given as `zone`, or in the house's own.
Sent at least once: a crash between sending and noting it sends the same mail again.
"""

import email.policy
import smtplib
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from typing import Any
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from flask import current_app, g
from flask_babel import force_locale

from cop.config import Settings
from cop.core import clock, ids, signing
from cop.core.facts import Fact, on_worker, record

PATIENCE = 20  # seconds that a mail server may take
# A link in a header is one line, as long as RFC 5322 lets it be: folded and encoded, mail programs do not know it.
WHOLE_LINES = email.policy.default.clone(max_line_length=998)
PORTS = {"smtp": 25, "smtps": 465}


@dataclass(frozen=True)
class MailWanted(Fact):
    """`given` is what the template shows: words, numbers and ids."""

    template: str
    to: str
    language: str
    given: dict[str, Any] = field(default_factory=dict)


def post(template: str, to: str, language: str, agency_id: int = 0, **given: Any) -> None:
    """Asks for a mail: it is sent after the commit, and not at all after a rollback."""
    record(MailWanted(agency_id, template, to, language, given))


class NotSent(RuntimeError):
    """A mail server did not take a mail. It does not say for whom: what a failed job raises is in the log."""


def at_once(template: str, to: str, language: str, **given: Any) -> None:
    """By a job, here and now, where a mail that waits as a row would tell of somebody what nobody may know.

    Raises NotSent.
    """
    try:
        _hand_over(write(MailWanted(0, template, to, language, given)))
    except (OSError, smtplib.SMTPException):
        raise NotSent from None


@on_worker(MailWanted)
def send(wanted: MailWanted) -> None:
    _hand_over(write(wanted))


def write(wanted: MailWanted) -> EmailMessage:
    settings: Settings = current_app.extensions["settings"]
    with current_app.app_context(), force_locale(wanted.language):  # a context of its own: it holds the catalogue
        g.zone = ZoneInfo(wanted.given["zone"]) if wanted.given.get("zone") else settings.time_zone
        template = current_app.jinja_env.get_template(f"mail/{wanted.template}.txt")
        written = template.make_module({"link": _link, "signed": signing.sign, **wanted.given})
    subject, _, body = str(written).partition("\n")
    message = EmailMessage(WHOLE_LINES)
    message["Subject"] = _header(subject)
    message["From"] = settings.mail_from
    message["To"] = _header(wanted.to)
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = make_msgid(domain=urlsplit(settings.base_url).hostname)
    message["Auto-Submitted"] = "auto-generated"
    if ends := getattr(written, "ends", ""):
        message["List-Unsubscribe"] = f"<{ends}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(body.strip() + "\n")
    return message


def _header(words: str) -> str:
    """Words as a header: one line, and nothing in it is an encoded word (RFC 2047). The library would decode a name
    that was typed like one, line ends and all, and with it write headers of somebody else's.
    """
    return " ".join(words.split()).replace("=?", "= ?")


def _link(endpoint: str, **values: Any) -> str:
    """An address as it is opened from outside."""
    base = urlsplit(current_app.extensions["settings"].base_url)
    return current_app.url_map.bind(base.netloc, url_scheme=base.scheme).build(endpoint, values, force_external=True)


def _hand_over(message: EmailMessage) -> None:
    settings: Settings = current_app.extensions["settings"]
    if not settings.mail_url:
        folder = settings.data / "mail"
        folder.mkdir(exist_ok=True)
        (folder / f"{ids.word(ids.new_id())}.eml").write_bytes(bytes(message))
        return
    server = urlsplit(settings.mail_url)
    kind = smtplib.SMTP_SSL if server.scheme == "smtps" else smtplib.SMTP
    with kind(server.hostname or "", server.port or PORTS[server.scheme], timeout=PATIENCE) as line:
        if server.scheme == "smtp" and line.has_extn("starttls"):
            line.starttls()
        if server.username:
            line.login(unquote(server.username), unquote(server.password or ""))
        line.send_message(message)
