"""Who hears a room: those who sit in it, and nobody else."""

from cop.core import ids
from tests.rooms.circles import holder, path


def listen(socket, room_id):
    return socket.emit("subscribe", {"channel": f"room:{ids.word(room_id)}"}, callback=True)


def heard(socket, name="moved"):
    return [message["args"][0] for message in socket.get_received() if message["name"] == name]


def test_those_who_sit_there_hear_words_as_they_are_on_the_page(seat, connect, room, world):
    ana, ben = seat(world.ana, room), seat(world.ben, room)
    line = connect(ben)
    assert listen(line, room) == {"ok": True}
    ana.post(path(room, "words"), data={"body": "A *long* day"})
    (told,) = heard(line)
    assert (told["seq"], told["kind"], told["name"]) == (3, "words", "Ana Ribeiro")
    assert told["html"] in ben.get(path(room)).text
    assert "<em>long</em>" in told["html"]


def test_an_arrival_and_the_lantern_are_heard(seat, connect, room, world):
    ana = seat(world.ana, room)
    line = connect(ana)
    listen(line, room)
    ben = seat(world.ben, room)
    ben.post(path(room, "lantern"), data={"to": ids.word(world.ben.id)})
    told = [(entry["kind"], entry["name"], entry["to"]) for entry in heard(line)]
    assert told == [("came", "Ben Castellano", ""), ("lantern", "Ben Castellano", ids.word(world.ben.id))]


def test_the_gate_is_closed_to_the_outsider_and_to_one_without_a_seat(sign_in, seat, acting, connect, room, world):
    lines = [connect(sign_in(someone)) for someone in (world.ben, world.ivy)]
    assert [listen(line, room) for line in lines] == [{"ok": False, "why": "closed"}] * 2
    seat(world.ana, room).post(path(room, "words"), data={"body": "Only for the circle"})
    assert [line.get_received() for line in lines] == [[], []]


def test_closing_is_told_and_the_gate_is_shut(seat, connect, room, world):
    ana = seat(world.ana, room)
    line = connect(ana)
    listen(line, room)
    ana.post(path(room, "readiness"))
    assert heard(line, "closed") == [{"channel": f"room:{ids.word(room)}"}]
    assert not listen(line, room)["ok"]


def test_who_is_here_is_counted_by_person_not_by_socket(seat, connect, room, world):
    ana, ben = seat(world.ana, room), seat(world.ben, room)
    watching = connect(ana)
    listen(watching, room)
    two = [connect(ben), connect(ben)]
    for line in two:
        listen(line, room)
    both, only_ana = sorted(map(ids.word, (world.ana.id, world.ben.id))), [ids.word(world.ana.id)]
    assert heard(watching, "presence")[-1]["here"] == both
    two[0].disconnect()
    assert heard(watching, "presence")[-1]["here"] == both
    two[1].disconnect()
    assert heard(watching, "presence")[-1]["here"] == only_ana


def test_one_who_left_hears_no_more(seat, connect, room, world):
    ana, ben = seat(world.ana, room), seat(world.ben, room)
    line = connect(ben)
    listen(line, room)
    ben.post(path(room, "seat", "delete"))
    line.get_received()
    ana.post(path(room, "words"), data={"body": "Now that we are alone"})
    assert heard(line) == []


def test_the_lantern_goes_around_to_those_who_are_here(seat, connect, acting, room, world):
    ana, _ben, ivy = (seat(someone, room) for someone in (world.ana, world.ben, world.ivy))
    lines = [connect(browser) for browser in (ana, ivy)]
    assert all(listen(line, room)["ok"] for line in lines)
    ana.post(path(room, "lantern"), data={"to": ids.word(world.ana.id)})
    ana.post(path(room, "lantern"), data={"to": "next"})
    with acting(world.ana):
        assert holder(room) == world.ivy.id  # past Ben, whose line is down


def test_a_lantern_someone_went_away_with_can_be_set_in_the_middle(seat, connect, acting, room, world):
    ana, ben = seat(world.ana, room), seat(world.ben, room)
    line = connect(ben)
    listen(line, room)
    ben.post(path(room, "lantern"), data={"to": ids.word(world.ben.id)})
    assert ana.post(path(room, "lantern"), data={"to": "middle"}).status_code == 403
    line.disconnect()
    assert ana.post(path(room, "lantern"), data={"to": ids.word(world.ana.id)}).status_code == 403
    assert ana.post(path(room, "lantern"), data={"to": "middle"}).status_code == 302
    with acting(world.ana):
        assert holder(room) is None
