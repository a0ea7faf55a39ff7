"""Noor signs in through a certified provider (oidc-provider, run by Node), from her invitation on."""

import http.client
import json
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from cop.agencies.models.identity_provider import IdentityProvider
from cop.core.db import db
from tests.agencies.test_agency_sign_in import CALLBACK, NOOR, PAGE, invite, is_in, people

HERE = Path(__file__).parent / "provider"
ROOT = Path(__file__).parents[2]
SECRET = "a secret: of/ours & theirs"
NODE = shutil.which("node") or shutil.which("node", path=str(ROOT / ".venv/bin"))


@pytest.fixture(scope="module")
def real():
    if NODE is None or not (HERE / "node_modules").is_dir():
        pytest.skip("needs Node and `make setup-dev`, which fetches oidc-provider")
    process = subprocess.Popen(
        [NODE, "provider.mjs"], cwd=HERE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    told = {"callback": f"http://localhost{CALLBACK}", "secret": SECRET, "email": NOOR}
    process.stdin.write(json.dumps(told).encode())
    process.stdin.close()
    for line in process.stdout:
        if line.startswith(b"http://127.0.0.1:"):
            yield line.decode().strip()
            break
    process.terminate()
    process.wait()


def walk(issuer, where):
    """What a browser does at the provider's: follows, keeps cookies, and ends where it is sent back to us."""
    cookies = {}
    while where.startswith(issuer) or where.startswith("/"):
        connection = http.client.HTTPConnection(urlsplit(issuer).netloc, timeout=10)
        path = urlsplit(where)._replace(scheme="", netloc="").geturl()
        connection.request(
            "GET", path, headers={"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        )
        answer = connection.getresponse()
        for one in answer.msg.get_all("Set-Cookie", []):
            name, _, value = one.partition(";")[0].partition("=")
            cookies[name] = value
        assert answer.status in {302, 303}, answer.read()
        where = answer.getheader("Location")
        connection.close()
    return where.removeprefix("http://localhost")


def test_noor_joins_and_comes_back(app, client, real, sign_in, acting, world):
    data = {"issuer": real, "client_id": "lantern", "client_secret": SECRET}
    assert sign_in(world.joan).post("/agencies/harborlight/identity-provider", data=data).status_code == 302
    with acting(world.joan):
        assert db.session.query(IdentityProvider).one().issuer == real
    invite(acting, world)
    back = walk(real, client.get(f"{PAGE}/provider").location)
    assert back.startswith(CALLBACK)
    assert client.get(back).location == "/agencies/harborlight"
    assert is_in(client)
    assert [one.name for one in people(app, NOOR)] == ["Noor Haddad"]
    again = app.test_client()
    back = walk(real, again.get(f"{PAGE}/provider").location)
    assert again.get(back).location == "/"
    assert app.test_client().get(back).status_code == 400


def test_a_wrong_secret_is_a_page(app, client, real, sign_in, world):
    data = {"issuer": real, "client_id": "lantern", "client_secret": "another"}
    assert sign_in(world.joan).post("/agencies/harborlight/identity-provider", data=data).status_code == 302
    back = walk(real, client.get(f"{PAGE}/provider").location)
    answer = client.get(back)
    assert (answer.status_code, "code" in answer.text) == (400, True)
