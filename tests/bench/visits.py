"""What each of locust's visitors does, over and over (run by locust, see tests.bench.load; never imported)."""

import os

from locust import FastHttpUser, task

HEADERS = {"Accept-Encoding": "br", **({"Cookie": os.environ["COOKIE"]} if os.environ["COOKIE"] else {})}
WORDS = {"csrf_token": os.environ["TOKEN"], "body": "A reply of a few words, with **one** in bold."}


class Visitor(FastHttpUser):
    @task
    def visit(self) -> None:
        method, words = ("POST", WORDS) if WORDS["csrf_token"] else ("GET", None)
        self.client.request(method, os.environ["ADDRESS"], data=words, headers=HEADERS, allow_redirects=False)
