"""Pages take turns; a slow one does not hold up the rest for long."""

import threading

from cop.core.turnstile import Turnstile


class Kitchen:
    """A WSGI application whose pages are ready when told."""

    def __init__(self) -> None:
        self.began: list[str] = []
        self.ready = threading.Event()
        self.entered = threading.Semaphore(0)

    def __call__(self, environ, _start_response):
        self.began.append(environ["PATH_INFO"])
        self.entered.release()
        if environ["PATH_INFO"] == "/slow":
            self.ready.wait(10)
        return [b"served"]


def ask(turnstile, path):
    asked = threading.Thread(target=turnstile, args=({"PATH_INFO": path}, None))
    asked.start()
    return asked


def test_the_next_waits_until_one_is_done():
    kitchen = Kitchen()
    turnstile = Turnstile(kitchen, at_once=1, patience=10)
    first = ask(turnstile, "/slow")
    kitchen.entered.acquire()
    second = ask(turnstile, "/quick")
    kitchen.ready.set()
    first.join()
    second.join()
    assert kitchen.began == ["/slow", "/quick"]


def test_nobody_waits_for_ever():
    kitchen = Kitchen()
    turnstile = Turnstile(kitchen, at_once=1, patience=0.01)
    slow = ask(turnstile, "/slow")
    kitchen.entered.acquire()
    ask(turnstile, "/quick").join()
    assert kitchen.began == ["/slow", "/quick"]
    assert slow.is_alive()
    kitchen.ready.set()
    slow.join()


def test_a_page_that_fails_gives_its_turn_back():
    def fails(_environ, _start_response):
        raise RuntimeError

    turnstile = Turnstile(fails, at_once=1)
    for _ in range(3):
        try:
            turnstile({}, None)
        except RuntimeError:
            assert turnstile.turns.acquire(blocking=False)
            turnstile.turns.release()
