"""An identity provider in a thread, for tests: it serves what a provider does, with anything changed."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

KEY, OTHER = RSAKey.generate_key(2048, {"kid": "a"}), RSAKey.generate_key(2048, {"kid": "a"})
CLIENT, SECRET, SUBJECT = "lantern", "a secret: of/ours", "subject-17"


class Forger:
    """`claims` go over what the token would say, `told` over what discovery does; `raw` stands for a whole answer."""

    def __init__(self):
        self.claims, self.told, self.raw, self.headers, self.tokens = {}, {}, {}, {"alg": "RS256", "kid": "a"}, {}
        self.key, self.codes, self.heard, self.userinfo = KEY, {}, [], None
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def code_for(self, asked):
        """What the provider's own page would send back with: `asked` is where the browser was sent."""
        said = {name: values[0] for name, values in parse_qs(urlsplit(asked).query).items()}
        code = f"code-{len(self.codes)}"
        self.codes[code] = said
        return {"code": code, "state": said["state"]}

    def answer(self, path, body):
        self.heard.append((path, body))
        if path in self.raw:
            return self.raw[path]
        return 200, json.dumps(
            getattr(self, {"/token": "_token", "/keys": "_keys", "/me": "_me"}.get(path, "_told"))(body)
        )

    def _told(self, _body):
        ours = {name: f"{self.issuer}/{path}" for name, path in (
            ("authorization_endpoint", "authorize"), ("token_endpoint", "token"), ("jwks_uri", "keys"))}  # fmt: skip
        return {
            "issuer": self.issuer,
            **ours,
            **({"userinfo_endpoint": f"{self.issuer}/me"} if self.userinfo else {}),
            **self.told,
        }

    def _keys(self, _body):
        return {"keys": [KEY.as_dict(private=False)]}

    def _me(self, _body):
        return self.userinfo

    def _token(self, body):
        sent = {name: values[0] for name, values in parse_qs(body).items()}
        asked, now = self.codes[sent["code"]], int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": SUBJECT,
            "nonce": asked["nonce"],
            "iat": now,
            "exp": now + 300,
        }
        claims = {name: value for name, value in (claims | self.claims).items() if value is not None}
        token = jwt.encode(self.headers, claims, self.key, [self.headers["alg"]])
        return {"access_token": "opaque", "token_type": "Bearer", "id_token": token} | self.tokens

    def _handler(forger):  # noqa: N805 - the handler's own self is another
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                length = int(self.headers.get("Content-Length", 0))
                status, content = forger.answer(self.path, self.rfile.read(length).decode())
                sent = content if isinstance(content, bytes) else content.encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(sent)))
                if 300 <= status < 400:
                    self.send_header("Location", f"{forger.issuer}/elsewhere")
                self.end_headers()
                self.wfile.write(sent)

            do_POST = do_GET  # noqa: N815

            def log_message(self, *_):
                pass

        return Handler
