# SPDX-License-Identifier: AGPL-3.0-or-later
# What the stories in Python share: a throw-away demo site and its server, reached through the
# outside contract alone; a plain HTTP client with cookies; a reader of pages (links, forms,
# figures); lines `ok NAME` and `not ok NAME`.
import html.parser
import http.client
import json
import os
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))
HEARTH = os.path.join(ROOT, "build/hearth")
ROLES = ("manager worker worker2 house coordinator fundraiser treasurer board auditor admin carer "
         "parent partner").split()
SECONDS_TO_START = 30
# Words that belong to the inside of the program and stand in no answer.
INSIDE = re.compile(rb"sqlite|SQLSTATE|errno|\.c:[0-9]|assert|constraint failed|0x[0-9a-f]{6}|libpq"
                    rb"|\(null\)|microhttpd|/build/|stack trace", re.I)


def environment():
    return {k: v for k, v in os.environ.items() if not k.startswith("HEARTH_")}


class Report:
    """Says what holds; `code` is the program's exit code."""

    def __init__(self):
        self.failed = 0

    def line(self, name, wrong=""):
        if wrong:
            self.failed += 1
            for said in str(wrong).splitlines()[:20]:
                print("# " + said)
        print(("not ok " if wrong else "ok ") + name, flush=True)

    def holds(self, name, check, *arguments):
        """`check` returns what is wrong, or nothing; an exception is wrong too."""
        try:
            wrong = check(*arguments)
        except Exception as e:  # the story goes on with the next line
            wrong = "%s: %s" % (type(e).__name__, e)
        self.line(name, wrong)

    def code(self):
        return 1 if self.failed else 0


class Site:
    """A demo site in a folder of its own; `with Site.demo() as site` removes it."""

    def __init__(self, folder, store, key):
        self.folder, self.store, self.key = folder, store, key
        self.process, self.url, self.address, self.errors = None, None, None, None

    @classmethod
    def demo(cls, database=None, size="house", schema="story"):
        folder = tempfile.mkdtemp(prefix="hearth-story-")
        words = ["demo", "--dir", folder, "--no-serve", "--size", size]
        if database:
            words += ["--database", database, "--schema", "%s_%d" % (schema, os.getpid())]
        subprocess.run([HEARTH] + words, check=True, env=environment(), stdout=subprocess.DEVNULL,
                       stdin=subprocess.DEVNULL, timeout=300)
        return cls(folder, os.path.join(folder, "site"), os.path.join(folder, "site-key"))

    def command(self, *words):
        return subprocess.run(
            [HEARTH, "--store", self.store, "--key-file", self.key] + list(words), env=environment(),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300)

    def json(self, *words):
        done = self.command("--json", *words)
        if done.returncode != 0:
            raise RuntimeError("%s: %s" % (" ".join(words), done.stderr.decode()[:300]))
        return json.loads(done.stdout)

    def start(self, *words):
        self.errors = open(os.path.join(self.folder, "errors"), "wb")
        before = [w for w in words if w[0:5] == "--now" or re.match(r"\d{4}-", w)]
        after = [w for w in words if w not in before]
        self.process = subprocess.Popen(
            [HEARTH, "--store", self.store, "--key-file", self.key] + before +
            ["start", "--listen", "127.0.0.1:0", "--no-open", "--json"] + after,
            env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self.errors)
        ready, _, _ = select.select([self.process.stdout], [], [], SECONDS_TO_START)
        line = self.process.stdout.readline() if ready else b""
        if not line:
            raise RuntimeError("the server did not start: " + self.said(2000))
        self.url = json.loads(line)["url"]
        parsed = urllib.parse.urlsplit(self.url)
        self.address = (parsed.hostname, parsed.port)
        return self

    def said(self, most=1 << 20):
        with open(os.path.join(self.folder, "errors"), "rb") as f:
            return f.read()[-most:].decode("utf-8", "replace")

    def client(self, user=None):
        client = Client(self.address)
        if user:
            said = self.json("user", "link", user)
            link = urllib.parse.urlsplit(said.get("signin") or said.get("url") or said["link"])
            answer = client.enter(link.path + "?" + link.query)
            if answer.status != 200 or answer.path.startswith("/signin"):
                raise RuntimeError("%s cannot sign in: %d %s" % (user, answer.status, answer.path))
        return client

    def reader(self, user):
        """Signed in by a token, as scripts are; without a user a stranger."""
        client = Client(self.address)
        if user:
            said = self.json("user", "token", user)
            client.always = {"Authorization": "Bearer " + said["token"]}
        return client

    def stop(self):
        if self.process is None:
            return 0
        self.process.terminate()
        try:
            code = self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        self.process.stdout.close()
        self.errors.close()
        self.process = None
        return code

    def remove(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.remove()


# They have no end tag.
VOID = set("area base br col embed hr img input link meta source track wbr".split())


class Answer:
    def __init__(self, status, headers, body, path):
        self.status, self.headers, self.body, self.path = status, headers, body, path

    def header(self, name):
        return next((v for k, v in self.headers if k.lower() == name.lower()), None)

    def text(self):
        return self.body.decode("utf-8", "replace")


class Client:
    """One person's browser: keeps cookies, follows nothing unless asked."""

    def __init__(self, address, seconds=40):
        self.address, self.seconds, self.cookies, self.always = address, seconds, {}, {}

    def ask(self, method, path, body=None, headers=()):
        connection = http.client.HTTPConnection(*self.address, timeout=self.seconds)
        try:
            connection.putrequest(method, path, skip_accept_encoding=True)
            sent = dict(self.always)
            sent.update(headers)
            if self.cookies and "Cookie" not in sent:
                sent["Cookie"] = "; ".join("%s=%s" % c for c in self.cookies.items())
            if body is not None and "Content-Length" not in sent:
                sent["Content-Length"] = str(len(body))
            for name, value in sent.items():
                connection.putheader(name, value)
            connection.endheaders()
            if body:
                try:
                    connection.send(body)
                except (BrokenPipeError, ConnectionResetError):
                    pass  # refused by its length alone; the answer is there
            got = connection.getresponse()
            answer = Answer(got.status, got.getheaders(), got.read(), path)
        finally:
            connection.close()
        for name, value in answer.headers:
            if name.lower() == "set-cookie":
                self.keep(value)
        return answer

    def keep(self, written):
        name, value = written.split(";")[0].split("=", 1)
        if value == "" or "max-age=0" in written.lower():
            self.cookies.pop(name.strip(), None)
        else:
            self.cookies[name.strip()] = value

    def get(self, path, headers=()):
        return self.ask("GET", path, None, headers)

    def post(self, path, fields, headers=()):
        """`fields`: pairs of texts, or bytes that are sent as they are."""
        body = fields if isinstance(fields, bytes) else encode(fields)
        sent = {"Content-Type": "application/x-www-form-urlencoded",
                "Origin": "http://%s:%d" % self.address}
        sent.update(headers)
        return self.ask("POST", path, body, sent)

    def follow(self, answer, most=5):
        """Goes where a 303 leads."""
        while answer.status in (302, 303) and most:
            there = urllib.parse.urlsplit(answer.header("Location"))
            answer = self.get(there.path + ("?" + there.query if there.query else ""))
            most -= 1
        return answer

    def enter(self, path):
        """Opens a one-use link: a page with one button, or straight in."""
        answer = self.follow(self.get(path))
        forms = [f for f in Page(answer).forms if f.method == "post" and "once" in f.names()]
        if answer.path.startswith("/signin") and forms:
            answer = self.follow(self.post(forms[0].action, forms[0].defaults()))
        return answer


def encode(fields):
    """Values may be bytes, which need not be UTF-8."""
    return "&".join("%s=%s" % (urllib.parse.quote_plus(k), urllib.parse.quote_plus(v))
                    for k, v in fields).encode("ascii")


class Form:
    def __init__(self, action, method):
        self.action, self.method, self.controls = action, method.lower(), []

    def names(self):
        return {c["name"] for c in self.controls}

    def defaults(self):
        """What a browser would send if nothing were touched."""
        sent, buttons = [], 0
        for c in self.controls:
            kind = c["type"]
            if kind in ("checkbox", "radio") and not c["checked"]:
                continue
            if kind in ("submit", "button"):
                buttons += 1
                if kind == "button" or buttons > 1:
                    continue
            sent.append((c["name"], c["value"]))
        return sent


class Page(html.parser.HTMLParser):
    """Links, forms, figures (name, address, text) and ids of a page."""

    def __init__(self, answer):
        super().__init__(convert_charrefs=True)
        self.path, self.links, self.forms, self.figures, self.ids = answer.path, [], [], [], set()
        self.wrong, self.depth, self.errors_depth = [], 0, None  # fields that #errors links to
        self.title, self.form, self.select, self.area, self.inside = "", None, None, None, None
        if (answer.header("Content-Type") or "").startswith("text/html"):
            self.feed(answer.text())

    def local(self, address):
        joined = urllib.parse.urlsplit(urllib.parse.urljoin(self.path, address or self.path))
        return joined.path + ("?" + joined.query if joined.query else "")

    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        if a.get("id"):
            self.ids.add(a["id"])
            self.errors_depth = self.depth if a["id"] == "errors" else self.errors_depth
        if tag not in VOID:
            self.depth += 1
        if tag == "a" and self.errors_depth is not None and a.get("href", "").startswith("#"):
            self.wrong.append(a["href"][1:])
        if tag == "a" and a.get("href") is not None:
            self.links.append(self.local(a["href"]))
            if "data-figure" in a:
                self.figures.append([a["data-figure"], self.local(a["href"]), ""])
                self.inside = "figure"
        elif tag == "title":
            self.inside = "title"
        elif tag == "form":
            self.form = Form(self.local(a.get("action")), a.get("method", "get"))
            self.forms.append(self.form)
        elif tag in ("input", "button", "select", "textarea") and self.form and a.get("name"):
            kind = a.get("type", "submit" if tag == "button" else "text")
            control = {"name": a["name"], "id": a.get("id"), "type": tag if tag in ("select", "textarea") else kind,
                       "value": a.get("value", "on" if kind == "checkbox" else "") or "",
                       "checked": "checked" in a, "options": []}
            self.form.controls.append(control)
            self.select = control if tag == "select" else self.select
            self.area = control if tag == "textarea" else self.area
        elif tag == "option" and self.select is not None:
            self.select["options"].append(a.get("value", ""))
            if "selected" in a or len(self.select["options"]) == 1:
                self.select["value"] = a.get("value", "")

    def handle_endtag(self, tag):
        self.depth -= 1
        if self.errors_depth is not None and self.depth <= self.errors_depth:
            self.errors_depth = None
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            if self.area is not None:  # as browsers do: the first line break is not part of it
                self.area["value"] = self.area["value"].removeprefix("\n")
            self.area = None
        elif (tag, self.inside) in (("a", "figure"), ("title", "title")):
            self.inside = None

    def handle_data(self, data):
        if self.area is not None:
            self.area["value"] += data
        elif self.inside == "title":
            self.title += data
        elif self.inside == "figure":
            self.figures[-1][2] += data


def routes(site):
    """Method and path of every route, and what else the page about them says."""
    answer = Client(site.address).get("/openapi.json")
    if answer.status != 200:
        raise RuntimeError("/openapi.json: %d" % answer.status)
    paths = json.loads(answer.body)["paths"]
    return [(method.upper(), path, about) for path, methods in sorted(paths.items())
            for method, about in sorted(methods.items())]


def wait_until(true, seconds):
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def databases():
    """Where each story is told: None is SQLite."""
    found = [None]
    if os.environ.get("HEARTH_TEST_PG"):
        found.append(os.environ["HEARTH_TEST_PG"])
    else:
        print("# HEARTH_TEST_PG is not set: PostgreSQL was not tried", file=sys.stdout)
    return found
