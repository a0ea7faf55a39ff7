"""Two agencies have a color, one a logo, and two areas have news."""

import re

from sqlalchemy import select

from cop.agencies.models.area_news import AreaNews
from cop.agencies.models.settings import AgencySettings
from cop.core.color import readable


def test_colors_are_ones_that_could_be_chosen(demo):
    colors = [row.accent for row in demo.rows(select(AgencySettings.accent).where(AgencySettings.accent.is_not(None)))]
    assert len(colors) == 2
    assert [readable(color) for color in colors] == colors


def test_an_area_director_reads_what_agencies_shared_and_no_other_areas(demo):
    page = demo.someone("director_metro_boston").get("/areas/metro_boston").text
    assert "warm line" in page
    assert "Tidewell Community Care" in page
    assert demo.someone("director_western").get("/areas/metro_boston").status_code == 404
    assert {row.area_slug for row in demo.rows(select(AreaNews.area_slug))} == {"metro_boston", "southeast"}


def test_harborlights_logo_stands_on_its_page(demo):
    ana = demo.someone("harborlight_peer")
    where = re.search(r'src="(/agencies/harborlight/logo/\w+)"', ana.get("/agencies/harborlight").text)[1]
    assert ana.get(where).content_type == "image/webp"
