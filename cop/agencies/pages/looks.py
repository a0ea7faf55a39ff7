"""How an agency looks, for those who look after it: its logo and its color, on one page."""

from flask import Blueprint, render_template

from cop.agencies.look_forms import AccentForm, LogoForm
from cop.agencies.models.agency import Agency
from cop.agencies.models.logo import Logo
from cop.agencies.models.settings import AgencySettings
from cop.agencies.pages.own import managed
from cop.core import color

bp = Blueprint("look", __name__, url_prefix="/agencies/<slug>/look")
FIRST = "#0f5c7a"  # what the picker shows where nothing was chosen


@bp.get("")
def edit(slug: str) -> str:
    return page(managed(slug))


def page(agency: Agency, logo: LogoForm | None = None, accent: AccentForm | None = None, tried: str = "") -> str:
    """`tried` is a color that is shown and not kept."""
    chosen = AgencySettings.of(agency.id).accent
    return render_template(
        "agencies/look.html",
        agency=agency,
        logo=Logo.of(agency.id),
        logo_form=logo or LogoForm(formdata=None),
        form=accent or AccentForm(formdata=None, data={"picked": chosen or FIRST}),
        chosen=chosen,
        tried=tried,
        samples=samples(tried or chosen),
    )


def samples(light: str | None) -> list[tuple[str, str, str, str]]:
    """A color in each theme: theme, ground, the shade that is shown there, and its contrast."""
    if light is None:
        return []
    shades = (("light", color.LIGHT, light), ("dark", color.DARK, color.readable(light, color.DARK)))
    return [(theme, ground, shade, color.ratio(shade, ground)) for theme, ground, shade in shades]
