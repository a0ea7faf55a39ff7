"""What tests bring along with a post, and where it is kept."""

import io
import re
import zipfile

from tests.core.test_pictures import drawn

WHERE = re.compile(r'(?:src|href)="(/topics/[^"]+/files/[^"]+)"')


def ask(browser, slug="handling-money", **more):
    return browser.post(f"/forums/{slug}/new", data={"title": "The van", "body": "Look."} | more)


def picture(number=1, says="A white van", **how):
    return {
        f"picture_{number}": (drawn(400, 300, "JPEG", **how), "IMG_20261103_ana.jpg"),
        f"picture_{number}_says": says,
    }


def files(*named):
    return {"files": [(io.BytesIO(content), name) for name, content in named]}


def packed(*parts):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return made.getvalue()


def shown(browser, where):
    return list(dict.fromkeys(WHERE.findall(browser.get(where).text)))


def kept_files(app):
    with app.app_context():
        return sorted((app.extensions["settings"].data / "files").glob("*/apart/*"))
