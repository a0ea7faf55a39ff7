from cop.core import ids
from tests.meetings.planning import OVER, change, meeting, this_quarter, turn


def test_the_rotation_as_json(sign_in, acting, world):
    now = this_quarter()
    with acting(world.simone) as viewer:
        hosts = [(world.simone, 0), (world.joan, world.harborlight.id)]
        led = turn(now, "western", hosts=hosts, hosting="metro_boston")
        change(led, viewer, "swap", area="metro_boston")
        over = meeting(begins=OVER, turn=led)
        to_come = turn(now.next, "central")
        off = turn(now.next.next, "northeast")
        change(off, viewer, "cancel")
    answer = sign_in(world.ivy).get("/api/v1/rotation")
    assert answer.mimetype == "application/json"
    planned = {"planned_area": "central", "area": "central", "status": "planned", "hosts": [], "meeting": None}
    assert answer.json["turns"] == [
        {
            "id": ids.word(led.id),
            "period": str(now),
            "area": "metro_boston",
            "planned_area": "western",
            "status": "held",
            "hosts": ["Simone Baptiste", "Joan Kessler"],
            "meeting": ids.word(over.id),
        },
        {"id": ids.word(to_come.id), "period": str(now.next)} | planned,
        {"id": ids.word(off.id), "period": str(now.next.next)}
        | planned
        | {"area": "northeast", "planned_area": "northeast", "status": "cancelled"},
    ]
    ledger = answer.json["ledger"]
    assert {line["area"]: line["balance"] for line in ledger} == {
        "western": -0.2,
        "central": -0.2,
        "northeast": -0.2,
        "southeast": -0.2,
        "metro_boston": 0.8,
    }
    assert {line["expected"] for line in ledger} == {0.2}
    assert sum(line["held"] for line in ledger) == 1


def test_before_anything_is_planned_it_is_empty_and_level(sign_in, world):
    answer = sign_in(world.ana).get("/api/v1/rotation").json
    assert answer["turns"] == []
    assert [line["balance"] for line in answer["ledger"]] == [0] * 5


def test_a_stranger_gets_401_as_json(client):
    answer = client.get("/api/v1/rotation")
    assert (answer.status_code, answer.json) == (401, {"error": "sign in first"})


def test_it_takes_as_many_statements_for_one_turn_as_for_three(sign_in, acting, world, count_sql):
    counts, ana, quarter = [], sign_in(world.ana), this_quarter()
    for number in (1, 3):
        with acting(world.simone):
            for _ in range(number):
                meeting(turn=turn(quarter, "central", hosts=[(world.joan, world.harborlight.id)]))
                quarter = quarter.next
        with count_sql() as counted:
            ana.get("/api/v1/rotation")
        counts.append(counted.count)
    assert counts[0] == counts[1] <= 8  # six, and on PostgreSQL two that tell it the scope
