# SPDX-License-Identifier: AGPL-3.0-or-later
# A night in the house, by HTTP and the command line, on both engines. The roll call is typed by
# half when the light goes out: the draft is there afterwards. The machine is cut off again and again
# in the middle of saving: what was answered is written, and no roll call is there by half. Two who
# call the roll are told of each other. The house is handed over, and the next one reads the note.
# Another house's staff find nothing of all this. Prints `ok NAME` and `not ok NAME`.
import json
import random
import sys
import threading

from site_http import Page, Report, Site, databases, wait_until

ROLL = "/house/rowan-house/rollcall"
CUTS = 8


def form_of(client, path=ROLL):
    answer = client.get(path)
    if answer.status != 200:
        raise RuntimeError("%s: %d" % (path, answer.status))
    return next(f for f in Page(answer).forms if f.action == path), answer


def with_mark(form, person, mark):
    return [(n, mark if n == person else v) for n, v in form.defaults()]


def a_person(form, mark="home"):
    """The second one of whom that mark stands in the form."""
    there = [n for n, v in form.defaults() if n.startswith("person.") and v == mark]
    return there[1]


def cut_off(site):
    site.process.kill()
    site.process.wait()
    site.process.stdout.close()
    site.errors.close()
    site.process = None


def again(site, *clients):
    site.start()
    for client in clients:
        client.address = site.address
    # The names are read in the background after the door is open.
    if clients and not wait_until(lambda: clients[0].get(ROLL).status != 503, 20):
        raise RuntimeError("still 503")


def known_and_marked(site):
    rows = site.json("house", "night", "rowan-house")["rows"]
    return {r["person"]: (r.get("known"), r.get("mark")) for r in rows}


def half_typed(site, client):
    form, _ = form_of(client)
    person = a_person(form)
    typed = with_mark(form, person, "hospital")
    kept = client.post("/draft", [f for f in typed if f[0] != "once"] + [("form", ROLL)])
    if kept.status not in (200, 204):
        return "the draft was not kept: %d" % kept.status
    cut_off(site)
    again(site, client)
    form, answer = form_of(client)
    if "draft" not in Page(answer).ids:
        return "it is not said that a draft is there"
    if dict(form.defaults())[person] != "hospital":
        return "what was typed is gone"
    form, _ = form_of(client, ROLL)
    answer = client.follow(client.post(ROLL, form.defaults()))
    if answer.status != 200 or "done" not in Page(answer).ids:
        return "it cannot be saved: %d" % answer.status
    marks = known_and_marked(site)
    if marks[person.split(".")[1]] != ("hospital", "hospital"):
        return "saved as %s" % (marks[person.split(".")[1]],)
    return ""


def one_cut(site, client, wanted, seconds):
    """Sends the roll call and pulls the plug meanwhile; returns whether it was answered."""
    form, _ = form_of(client)
    person = next(n for n, _ in form.defaults() if n.startswith("person."))
    answered = []

    def send():
        try:
            answered.append(client.post(ROLL, with_mark(form, person, wanted)).status)
        except OSError:
            pass  # cut off
    sender = threading.Thread(target=send)
    sender.start()
    sender.join(seconds)
    cut_off(site)
    sender.join()
    return person.split(".")[1], answered[:1]


def cut_while_saving(site, client):
    rolls = random.Random(4)
    answered = 0
    for i in range(CUTS):
        wanted = "missing" if i % 2 == 0 else "home"
        # Each third time the plug is pulled at the moment of the answer.
        seconds = 20 if i % 3 == 2 else rolls.uniform(0, 0.08)
        person, status = one_cut(site, client, wanted, seconds)
        marks = known_and_marked(site)
        torn = {p: m for p, m in marks.items() if m[1] is not None and m[0] != m[1]}
        again(site, client)
        if torn:
            return "half a roll call is there: %s" % torn
        if status == [303]:
            answered += 1
            if marks[person] != (wanted, wanted):
                return "answered, but %s" % (marks[person],)
    print("# %d of %d were answered before the cut" % (answered, CUTS))
    if answered < CUTS // 3:
        return "too few were answered to tell"
    found = site.json("verify")
    return "" if found["ok"] else "verify: %s" % found


def told_of_each_other(site, first, second):
    mine, _ = form_of(first)
    hers, _ = form_of(second)
    one, two = a_person(mine), [n for n, v in hers.defaults() if v == "home"][2]
    if first.post(ROLL, with_mark(mine, one, "leave")).status != 303:
        return "the first is not saved"
    late = second.post(ROLL, with_mark(hers, two, "missing"))
    if late.status != 409:
        return "the later is answered %d" % late.status
    kept = next(f for f in Page(late).forms if f.action == ROLL)
    if dict(kept.defaults())[two] != "missing":
        return "what the later chose is not kept"
    if "manager" not in late.text():
        return "it is not said who was first"
    done = second.post(ROLL, kept.defaults())
    return "" if done.status == 303 else "then she is answered %d" % done.status


def wrong_values(site, client):
    form, _ = form_of(client)
    person = a_person(form)
    since = person.replace("person.", "since.")
    answer = client.post(ROLL, with_mark(form, person, "nowhere"))
    if answer.status != 422 or "f-" + person not in Page(answer).wrong:
        return "a mark that is none: %d, %s" % (answer.status, Page(answer).wrong)
    fields = with_mark(form, person, "missing")
    answer = client.post(ROLL, [(n, "soon" if n == since else v) for n, v in fields])
    if answer.status != 422 or "f-" + since not in Page(answer).wrong:
        return "a time that is none: %d, %s" % (answer.status, Page(answer).wrong)
    kept = next(f for f in Page(answer).forms if f.action == ROLL)
    if dict(kept.defaults())[person] != "missing" or dict(kept.defaults())[since] != "soon":
        return "what was typed is not kept"
    return ""


def handed_over(site, giver, taker):
    note = "The boiler was mended. Room 4: milk at six."
    path = "/house/rowan-house/shift"
    answer = giver.follow(giver.post(path, [("note", note), ("taker", "house")] + hidden_of(giver, path)))
    if answer.status != 200 or note not in answer.text():
        return "not handed over: %d" % answer.status
    today = taker.get("/today")
    if note not in today.text():
        return "the next one does not find the note on Today"
    if note in giver.get("/today").text():
        return "who wrote it is shown it as unread"
    reading = next(f for f in Page(today).forms if f.action.endswith("/read"))
    answer = taker.follow(taker.post(reading.action, reading.defaults()))
    if answer.status != 200 or note in answer.text():
        return "read, and still there: %d" % answer.status
    said = json.loads(taker.get(path + ".json").body)
    if said["rows"][0]["state"] != "read":
        return "the state is %s" % said["rows"][0]["state"]
    return "" if "house" in [d["login"] for d in said["on_duty"]] else "nobody is on duty"


def hidden_of(client, path):
    form, _ = form_of(client, path)
    return [(c["name"], c["value"]) for c in form.controls if c["name"] in ("csrf", "once")]


def nothing_for_another_house(site, stranger):
    names = [r["name"] for r in site.json("house", "night", "rowan-house")["rows"]]
    for path in (ROLL, "/house/rowan-house/night", "/house/rowan-house/shift", ROLL + ".json",
                 "/house/rowan-house/night.csv"):
        answer = stranger.get(path)
        absent = stranger.get(path.replace("rowan-house", "no-such-house"))
        if (answer.status, len(answer.body)) != (absent.status, len(absent.body)):
            return "%s: %d, no such house: %d" % (path, answer.status, absent.status)
        if answer.status != 404 or any(n in answer.text() for n in names):
            return "%s: %d" % (path, answer.status)
    return ""


def night(report, engine, database):
    with Site.demo(database, schema="night") as site:
        site.command("house", "add", "far-house", "--name", "Far House", "--kind", "crisis")
        site.command("user", "add", "faraway", "--role", "house", "--scope", "house:far-house")
        site.start()
        house, manager = site.client("house"), site.client("manager")
        stranger = site.reader("faraway")

        def holds(name, check, *more):
            report.holds("%s: %s" % (engine, name), check, site, *more)
        holds("half a roll call outlives a power cut", half_typed, house)
        holds("cut off while saving, it is there or it is not", cut_while_saving, house)
        manager.address = stranger.address = site.address
        holds("who saves second is told what the first wrote", told_of_each_other, manager, house)
        holds("a wrong mark and a wrong time are named and kept", wrong_values, house)
        holds("a shift is handed over and its note read", handed_over, manager, house)
        holds("another house finds nothing of it", nothing_for_another_house, stranger)


def main():
    report = Report()
    for database in databases():
        night(report, "PostgreSQL" if database else "SQLite", database)
    return report.code()


sys.exit(main())
