"""A passkey as a device keeps it, for tests: makes a key pair, and signs what a browser would hand it."""

import hashlib
import json
import struct

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import bytes_to_base64url

PRESENT, VERIFIED, WITH_KEY = 1, 4, 64


class Authenticator:
    """One key. What a page asks can be answered rightly, or with anything changed."""

    def __init__(self, origin, site="localhost"):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = b"passkey of " + hashlib.sha256(str(id(self)).encode()).digest()[:16]
        self.origin, self.site, self.count, self.flags = origin, site, 0, PRESENT | VERIFIED

    def make(self, options):
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        told = self._told(WITH_KEY) + bytes(16) + struct.pack(">H", len(self.id)) + self.id + cbor2.dumps(public)
        attested = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": told})
        said = self._said("webauthn.create", options["challenge"])
        return self._answer(clientDataJSON=said, attestationObject=attested)

    def use(self, options):
        said, told = self._said("webauthn.get", options["challenge"]), self._told()
        signed = self.key.sign(told + hashlib.sha256(said).digest(), ec.ECDSA(SHA256()))
        return self._answer(clientDataJSON=said, authenticatorData=told, signature=signed)

    def _said(self, kind, challenge):
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def _told(self, more=0):
        return hashlib.sha256(self.site.encode()).digest() + struct.pack(">BI", self.flags | more, self.count)

    def _answer(self, **parts):
        word = bytes_to_base64url(self.id)
        response = {name: bytes_to_base64url(value) for name, value in parts.items()}
        return json.dumps({"id": word, "rawId": word, "type": "public-key", "response": response})
