"""On a real installation nothing that leaves it says who wrote without a name, and no row says the second."""

import pytest

from tests import databases
from tests.canary import exits, report


@pytest.mark.parametrize("backend", databases.BACKENDS)
def test_nothing_that_leaves_it_says_who_or_when(backend):
    """What lies in a file and in no row any more is measured, and told in docs/anonymity.md."""
    found = {one.exit: one for one in report.search(backend)}
    control = found.pop(report.CONTROL)
    assert control.who  # it would be found
    assert control.when
    rows = {name: one for name, one in found.items() if name not in exits.HELD_CLOSE}
    assert {name: one.who for name, one in rows.items() if one.who} == {}
    assert {name: one.when for name, one in rows.items() if one.when} == {}
    assert {name for name, one in rows.items() if one.searched.startswith("0 ")} <= {"mails", "the queue's files"}
