"""How some of the demo's agencies look, and what some shared with their areas."""

from io import BytesIO

from PIL import Image, ImageDraw

from cop.agencies.models.area_news import AreaNews
from cop.agencies.models.logo import SIDE, Logo
from cop.agencies.models.settings import ADMINISTRATORS, AgencySettings
from cop.core import pictures, storage
from cop.core.db import db
from cop.core.tenancy import COMMONWEALTH
from cop.demo import words
from cop.demo.people import Cast
from cop.demo.words import Pen

WITH_LOGO = "harborlight"
SEA, LAMP = "#1d4e6b", "#ffcf70"


def load(cast: Cast, pen: Pen) -> None:
    for one in words.read("people")["agency"]:
        if "accent" in one:
            shared = {"agency_id": cast.agencies[one["slug"]], "inviters": ADMINISTRATORS, "mail_domains": []}
            db.session.add(AgencySettings(accent=one["accent"], second_step=False, **shared))
    for one in words.read("areas")["news"]:
        at = pen.ago(one["days_ago"])
        news = AreaNews(id=pen.id_at(at), agency_id=COMMONWEALTH, voice_id=cast.voice(one["author"]), created_at=at,
                        author_id=cast.people[one["author"]], area_slug=one["area"])  # fmt: skip
        news.write(one["body"].strip())
        db.session.add(news)
    hang_up_logo(cast)
    db.session.commit()


def hang_up_logo(cast: Cast) -> None:
    agency_id, drawing = cast.agencies[WITH_LOGO], BytesIO()
    lighthouse().save(drawing, "PNG")
    kept = storage.keep(agency_id, BytesIO(pictures.remade(drawing, SIDE)))
    db.session.add(Logo(agency_id=agency_id, file_key=kept.key, file_name="logo.webp", size=kept.size,
                        sha256=kept.sha256, by_id=cast.people[f"{WITH_LOGO}_director"]))  # fmt: skip


def lighthouse() -> Image.Image:
    picture = Image.new("RGBA", (SIDE, SIDE), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((0, 0, SIDE - 1, SIDE - 1), 96, fill=SEA)
    pen.polygon(((256, 150), (20, 70), (20, 230)), fill="#5d86a0")
    pen.polygon(((256, 150), (492, 70), (492, 230)), fill="#5d86a0")
    pen.polygon(((216, 200), (296, 200), (330, 420), (182, 420)), fill="#fbf7f0")
    pen.rectangle((192, 270, 320, 310), fill="#a2331f")
    pen.ellipse((206, 100, 306, 200), fill=LAMP)
    pen.rectangle((100, 420, 412, 448), fill="#fbf7f0")
    return picture
