"""Pages that nobody but their person may open, whoever runs the provider that vouched for a sign-in."""

from flask import Blueprint, Response, g, render_template


def ask_for_own_sign_in() -> Response | None:
    """403 for a sign-in that took nothing of the person's own (cop.people.ways)."""
    closed = g.viewer.is_authenticated and not g.viewer.is_own
    return Response(render_template("people/not_own.html"), 403) if closed else None


def guard(page: Blueprint) -> None:
    page.before_request(ask_for_own_sign_in)
