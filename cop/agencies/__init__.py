"""Agencies, areas, memberships, and entering an agency's scope."""
