# SPDX-License-Identifier: AGPL-3.0-or-later
# Bad input by HTTP over every form that any role can reach, and over every route of /openapi.json:
# bytes that are no text, zero bytes, signs that turn the line round, values without end, script
# text, a name twice, fields nobody knows, methods nobody has, no token, a foreign page, huge bodies,
# JSON that is none. The status is right, what was typed is kept, the field is named, nothing of the
# inside is told, nothing is answered 5xx. On both engines. Prints `ok NAME` and `not ok NAME`.
import json
import re
import sys
import urllib.parse

from site_http import INSIDE, ROLES, Page, Report, Site, databases, routes

KEPT = "Typed before 7"
SCRIPT = "\"'><script>alert(1)</script>"
TYPED = ("text", "search", "textarea", "email", "tel", "url", "number", "date")
# What each field of each form must refuse, and the statuses that do.
BAD = {
    "bytes that are no text": (b"a\xff\xfeb", (422,)),
    "a zero byte": (b"a\x00b", (422,)),
    "a sign that turns the line round": ("a\u202eb".encode(), (422,)),
    "a control character": (b"a\x07b", (422,)),
    "a value without end": (b"x" * 40000, (422,)),
}
# It may be taken, as any text; then the act is done, and later ones find another house.
SCRIPT_ALLOWED = (201, 303, 404, 409, 422)
ERROR_TITLES = ("Error:", "Ошибка:", "Помилка:")
PAGES_MAX = 250
NEVER = ("/signout", "/lock", "/leave")


def unwell(answer):
    """What no answer may have, whatever was asked."""
    if answer.status >= 500:
        return "%d: %s" % (answer.status, answer.text()[:200])
    found = INSIDE.search(answer.body)
    if found:
        return "tells of the inside: %r" % found.group(0)
    is_page = (answer.header("Content-Type") or "").startswith("text/html")
    if is_page and b"<script>alert(1)" in answer.body:
        return "gives script text back as a script"
    if not answer.header("Content-Security-Policy"):
        return "has no Content-Security-Policy"
    return ""


def expected(answer, *allowed):
    if answer.status not in allowed:
        return "%d, expected %s: %s" % (answer.status, " or ".join(map(str, allowed)),
                                        re.sub(r"\s+", " ", answer.text())[-300:])
    return unwell(answer)


def kind_of(path):
    return re.sub(r"[a-z2-7]{26}|\d+", "*", path.split("?")[0])


class Crawl:
    """Every form that somebody reaches, once: by where it goes and what it holds. Signed in as a
    person with a session, who is answered with pages, or as a script with a token, in JSON."""

    def __init__(self, site, by_token):
        self.site, self.by_token, self.forms, self.clients = site, by_token, {}, {}

    def client(self, role):
        if role not in self.clients:
            make = self.site.reader if self.by_token else self.site.client
            self.clients[role] = make(role or None)
        return self.clients[role]

    def again(self, role):
        """After a form may have ended the session."""
        self.clients.pop(role, None)
        return self.client(role)

    def walk(self, role, paths):
        """Returns what was wrong with a page."""
        client, kinds, seen, queue = self.client(role), {}, set(paths), list(paths)
        while queue and len(seen) < PAGES_MAX:
            path = queue.pop(0)
            answer = client.get(path)
            wrong = unwell(answer)
            if wrong:
                return path + ": " + wrong
            page = Page(answer)
            for form in page.forms:
                key = (kind_of(form.action), form.method, tuple(sorted(form.names())))
                self.forms.setdefault(key, (role, path, form))
            for link in page.links:
                kinds[kind_of(link)] = kinds.get(kind_of(link), 0) + 1
                if link not in seen and kinds[kind_of(link)] <= 4 and not link.startswith(NEVER):
                    seen.add(link)
                    queue.append(link)
        return ""


# ---- one form ----------------------------------------------------------------------------------

# What is right for a field, by its name; other texts are KEPT.
RIGHT = {"age": "4", "birth": "2001", "expects": "", "when": None, "phone": "+380 44 000 00 00",
         "places": "2", "households_max": "1", "handle": "kept-before-7", "zone": None, "lang": None,
         "back": None, "until": None, "from": None}


def right_value(control, usual):
    """Something that this control would take; its usual value where there is one."""
    name = control["name"].split(".")[-1]
    if control["type"] == "select":
        return usual or next((o for o in control["options"] if o), "")
    if usual or control["type"] not in TYPED:
        return usual
    right = RIGHT.get(name, KEPT)
    return usual if right is None else right


def filled(form, field, value):
    """The form as somebody would send it who is wrong in one field alone."""
    sent, chosen = [], set()
    for control in form.controls:
        name, kind = control["name"], control["type"]
        if name == field or kind == "checkbox" and not control["checked"]:
            continue
        if kind in ("submit", "button", "radio"):  # one of each name
            if name not in chosen and control["value"]:
                sent.append((name, control["value"]))
                chosen.add(name)
            continue
        sent.append((name, right_value(control, control["value"])))
    return sent + [(field, value)]


def refused_well(answer, form, field):
    """422 names the field, begins its title so, and keeps what was typed in the others."""
    if (answer.header("Content-Type") or "").startswith("application/json"):
        told = {f["name"] for f in json.loads(answer.body)["error"]["fields"] if f["text"]}
        return "" if field in told else "the fields are %s" % sorted(told)
    page = Page(answer)
    if "errors" not in page.ids:
        return "no #errors"
    if not page.title.strip().startswith(ERROR_TITLES):
        return "the title is '%s'" % page.title
    named = {c["name"] for f in page.forms for c in f.controls if c["id"] in page.wrong}
    group = {c["name"] for f in page.forms for c in f.controls
             if c["type"] in ("radio", "checkbox") and c["name"] == field}
    if field not in named and not (group and page.wrong):
        return "#errors links to %s" % sorted(page.wrong)
    sent = [n for n, v in filled(form, field, "") if v == KEPT]
    values = [c["value"] for f in page.forms for c in f.controls]
    if sent and values.count(KEPT) < len(sent):
        return "what was typed into %s is not all there" % sent
    return ""


def form_is_sturdy(crawl, role, path, form):
    client = crawl.client(role)
    if form.method == "get":
        return search_is_sturdy(client, form)
    wrong = []
    typed = [c for c in form.controls if c["type"] in TYPED]
    for control in typed:
        for what, (value, allowed) in BAD.items():
            answer = client.post(form.action, filled(form, control["name"], value))
            if form.action.startswith("/signin"):
                allowed = (400, 422, 429)
            bad = expected(answer, *allowed)
            if not bad and answer.status == 422 and not form.action.startswith("/signin"):
                bad = refused_well(answer, form, control["name"])
            if bad:
                wrong.append("%s in %s: %s" % (what, control["name"], bad))
    if typed:
        twice = filled(form, typed[0]["name"], "one") + [(typed[0]["name"], "two")]
        bad = expected(client.post(form.action, twice), 400, 422, 429)
        wrong += ["a name twice: " + bad] if bad else []
        plain = client.post(form.action, filled(form, typed[0]["name"], b"a\x07b"))
        more = client.post(form.action, filled(form, typed[0]["name"], b"a\x07b") +
                           [("nobody_knows_this", "1")])
        if (plain.status, unwell(more)) != (more.status, ""):
            wrong.append("a field nobody knows: %d, %d without" % (more.status, plain.status))
    if not crawl.by_token:
        wrong += only_from_us(client, form, role)
    return "\n".join(wrong)


def scripts_stay_text(crawl, role, form):
    """Script text in each place: what is kept of it and shown is text."""
    wrong = []
    for control in [c for c in form.controls if c["type"] in TYPED and form.method == "post"]:
        answer = crawl.client(role).post(form.action, filled(form, control["name"], SCRIPT))
        bad = expected(answer, *(SCRIPT_ALLOWED + (429,) * form.action.startswith("/signin")))
        wrong += ["in %s: %s" % (control["name"], bad)] if bad else []
    return "\n".join(wrong)


def only_from_us(client, form, role):
    """Without the token, with another's, or from a foreign page: 403. A stranger has no session that
    a token could be bound to; what she sends must still not come from a foreign page."""
    if role and "csrf" not in form.names():
        return ["it has no token"]
    token = dict(form.defaults()).get("csrf", "")
    rest = [(n, v) for n, v in form.defaults() if n != "csrf"]
    tries = [("no token", rest, {}),
             ("another token", rest + [("csrf", "0" * len(token))], {}),
             ("a foreign page", rest + [("csrf", token)], {"Origin": "http://elsewhere.example"})]
    wrong = []
    for what, sent, headers in tries if role else tries[2:]:
        bad = expected(client.post(form.action, sent, headers), 403)
        wrong += [what + ": " + bad] if bad else []
    return wrong


def search_is_sturdy(client, form):
    wrong = []
    for name in sorted(form.names()):
        for what, (value, _) in BAD.items():
            value = value[:4000]
            answer = client.get("%s?%s=%s" % (form.action.split("?")[0], name,
                                              urllib.parse.quote_plus(value)))
            bad = expected(answer, 200, 303, 400, 422)
            wrong += ["%s in %s: %s" % (what, name, bad)] if bad else []
    return "\n".join(wrong)


# ---- routes --------------------------------------------------------------------------------------

def methods_are_known(client, site):
    wrong, paths = [], {}
    for method, path, _ in routes(site):
        paths.setdefault(re.sub(r"\{[^}]*\}", "mfrggzdfmztwq2lknnwg23tpoa", path), set()).add(method)
    for path, methods in sorted(paths.items()):
        for method in {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "NONSENSE"} - methods:
            answer = client.ask(method, path, b"" if method in ("POST", "PUT", "PATCH") else None)
            allowed = (404, 405) if path == "/command" else (405,)
            bad = expected(answer, *allowed)
            if not bad and answer.status == 405 and not answer.header("Allow"):
                bad = "no Allow"
            wrong += ["%s %s: %s" % (method, path, bad)] if bad else []
    return "\n".join(wrong[:12])


def huge_bodies_are_refused(client, site):
    wrong = []
    for method, path, about in routes(site):
        if method != "POST" or about.get("x-door") == "folder":
            continue
        body = b"name=" + b"x" * about["x-body-max"]
        full = re.sub(r"\{[^}]*\}", "mfrggzdfmztwq2lknnwg23tpoa", path)
        bad = expected(client.post(full, body), 413)
        wrong += [path + ": " + bad] if bad else []
    return "\n".join(wrong)


def strangers_are_led(site):
    """Whoever is not signed in is led to signing in, or told nothing."""
    client, wrong = site.client(), []
    for method, path, about in routes(site):
        if not about.get("x-signed-in") or about.get("x-door") != "staff":
            continue
        full = re.sub(r"\{[^}]*\}", "mfrggzdfmztwq2lknnwg23tpoa", path)
        answer = client.post(full, []) if method == "POST" else client.get(full)
        bad = expected(answer, 303, 401, 403, 404)
        if not bad and answer.status == 303 and "/signin" not in answer.header("Location"):
            bad = "led to " + answer.header("Location")
        wrong += ["%s %s: %s" % (method, path, bad)] if bad else []
    return "\n".join(wrong)


def json_is_sturdy(site):
    said = site.json("user", "token", "manager")
    client = site.client()
    headers = {"Authorization": "Bearer " + said["token"], "Content-Type": "application/json"}
    tries = {
        "nothing": (b"", (400, 422)), "no JSON": (b"{", (400,)), "a list": (b"[1]", (400,)),
        "a number": (b"7", (400,)), "noise": (bytes(range(256)), (400,)),
        "a name twice": (b'{"name":"A","name":"B"}', (400, 422)),
        "deep": (b'{"a":' * 5000 + b"1" + b"}" * 5000, (400,)),
        "half a sign": (b'{"name":"\\ud800"}', (400, 422)),
        "a zero": (b'{"name":"a\\u0000b","room":"x"}', (400, 422)),
        "no text": (b'{"name":"a\xff"}', (400, 422)),
        "a number for a name": (b'{"name":7.5,"room":{}}', (400, 422)),
        "too many": (b"{" + b",".join(b'"f%d":"1"' % i for i in range(3000)) + b"}", (400, 413, 422)),
    }
    wrong = []
    for what, (body, allowed) in tries.items():
        answer = client.ask("POST", "/admit", body, headers)
        bad = expected(answer, *allowed)
        if not bad and not (answer.header("Content-Type") or "").startswith("application/json"):
            bad = "not answered in JSON"
        wrong += ["%s: %s" % (what, bad)] if bad else []
    bad = expected(client.ask("POST", "/admit", b'{"name":"X"}',
                              {"Authorization": "Bearer wrong", "Content-Type": "application/json"}),
                   401, 403)
    return "\n".join(wrong + (["a wrong token: " + bad] if bad else []))


# ---------------------------------------------------------------------------------------------------

def forms_hold(report, site, engine, by_token):
    crawl = Crawl(site, by_token)
    way = engine + (" by token" if by_token else "")
    pages = [p for m, p, about in routes(site) if m == "GET" and "{" not in p]
    for role in ("",) + tuple(ROLES):
        report.line("%s: pages of %s are well" % (way, role or "a stranger"), crawl.walk(role, pages))
    report.line("%s: forms are found" % way, "" if len(crawl.forms) > 3 else str(crawl.forms))
    for (action, method, _), (role, path, form) in sorted(crawl.forms.items()):
        if role and crawl.client(role).get("/today").status != 200:
            crawl.again(role)
        report.holds("%s: %s %s of %s" % (way, method, kind_of(action), kind_of(path)), form_is_sturdy, crawl,
                     role, path, form)
    return crawl


def scripts_hold(report, site, engine, crawl):
    wrong = [scripts_stay_text(crawl, role, form) for role, _, form in crawl.forms.values()]
    report.line(engine + ": script text is a text in every form", "\n".join(w for w in wrong if w))
    pages = [p for m, p, about in routes(site) if m == "GET" and "{" not in p]
    for role in ("manager", "house", "worker", "auditor"):
        report.line("%s: what was kept of it is shown to %s as text" % (engine, role),
                    crawl.walk(role, pages))


def tell(report, database):
    engine = "PostgreSQL" if database else "SQLite"
    with Site.demo(database, schema="forms") as site:
        site.start()
        forms_hold(report, site, engine, True)
        crawl = forms_hold(report, site, engine, False)
        manager = site.reader("manager")
        report.holds(engine + ": other methods get 405", methods_are_known, manager, site)
        report.holds(engine + ": huge bodies get 413", huge_bodies_are_refused, manager, site)
        report.holds(engine + ": strangers are led to /signin", strangers_are_led, site)
        report.holds(engine + ": JSON that is none", json_is_sturdy, site)
        scripts_hold(report, site, engine, crawl)
        failed = "request-failed" in site.said()
        report.line(engine + ": the log tells of no failure", site.said() if failed else "")
        report.line(engine + ": it ends well", "" if site.stop() == 0 else site.said())
        done = site.command("verify", "--json")
        report.line(engine + ": the journal is whole", done.stderr.decode() if done.returncode else "")


def main():
    report = Report()
    for database in databases():
        tell(report, database)
    return report.code()


sys.exit(main())
