# SPDX-License-Identifier: AGPL-3.0-or-later
# With and without: two sites from one backup, the same clock; into one of them a protected woman is
# admitted. Whoever may not know of her gets the same bytes from both: from every command, and from
# every page that he can reach (crawled), of lists, counts, searches for her, errors, her ids.
# Those of her team see her, so the comparison is not blind; board and auditor may see totals move,
# never her name. Prints `ok NAME` and `not ok NAME`.
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

from site_http import ROLES, Client, Page, Report, Site, databases, routes

TEAM = ("manager", "house")       # of the house where she is
TOTALS = ("board", "auditor")     # may know that hidden rows exist
NAME = "Пелагея Ж."
CHILD = "Гаврюша"
SPELLINGS = (NAME, "Пелагея", "Pelageia", "Pelagia", "Гаврюша", "Havriusha", "Gavryusha")
BEFORE, ACT, SERVED = ("2026-11-22T%s:00Z" % t for t in ("09:00", "09:30", "12:00"))
LANGS = ("en", "ru", "uk")
PAGES_MAX = 600  # of one role


class Pair:
    """The site without her and the one with her."""

    def __init__(self, report, database):
        self.report, self.engine = report, "PostgreSQL" if database else "SQLite"
        self.folder = tempfile.mkdtemp(prefix="hearth-hidden-")
        self.database, self.made = database, []
        base = Site.demo(size="network")
        said = base.json("--now", BEFORE, "house", "admit", "--house", "rowan-house", "--room", "10",
                         "--name", "Інна К.", "--danger", "no")
        self.other = next(r["id"] for r in said["records"] if r["type"] == "person")
        backup = os.path.join(self.folder, "backup")
        try:
            base.json("backup", "create", "-o", backup)
            self.sites = [self.restored(backup, base.key, name) for name in ("without", "with")]
        finally:
            base.remove()

    def restored(self, backup, key, name):
        folder = os.path.join(self.folder, name)
        os.mkdir(folder)
        site = Site(folder, os.path.join(folder, "site"), os.path.join(folder, "site-key"))
        shutil.copy(key, site.key)
        words = ["backup", "restore", backup, site.store]
        if self.database:
            here = "hearth_hidden_%d_%s" % (os.getpid(), name)
            self.sql("create database " + here)
            self.made.append(here)
            words += ["--database", "%s dbname=%s" % (self.database, here)]
        done = site.command(*words)
        if done.returncode != 0:
            raise RuntimeError("no second site: " + done.stderr.decode()[:300])
        # The first act in a restored site says that an older state came back; both say it.
        site.json("--now", BEFORE, "person", "correct", self.other, "--name", "Інна Н.")
        return site

    def sql(self, words):
        subprocess.run(["psql", "-q", "-X", "-d", self.database, "-c", words], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def hide(self):
        """Admits her; returns ids that only the second site has: her deed, herself, her stay."""
        said = self.sites[1].json("--now", ACT, "--as", "manager", "house", "admit", "--house",
                                  "rowan-house", "--room", "11", "--name", NAME, "--child",
                                  CHILD + ",4", "--danger", "yes")
        of = {r["type"]: r["id"] for r in reversed(said["records"])}
        return [said["deed"], of["person"], of["stay"]]

    def remove(self):
        for site in self.sites:
            site.stop()
        for here in self.made:
            self.sql("drop database if exists %s with (force)" % here)
        shutil.rmtree(self.folder, ignore_errors=True)


def commands(ids):
    """What somebody may try on the command line to learn of her."""
    tries = ["person list", "person list --limit 200", "house list", "house list rowan-house",
             "user list", "report figures --as-of 2026-11-22", "report figures --as-of 2026-10-31",
             "report figures --as-of 2026-11-22 --house rowan-house --list mothers",
             "report period --from 2026-10-01 --to 2026-10-31",
             "report period --from 2026-11-01 --to 2026-11-22", "journal log", "audit",
             "house admit --house rowan-house --room 11 --name X"]
    tries = [t.split() for t in tries] + [["find", s] for s in SPELLINGS]
    for one in ids:
        tries += [["person", "show", one], ["journal", "show", one], ["journal", "undo", one],
                  ["house", "leave", one, "--reason", "completed"], ["house", "return", one],
                  ["person", "correct", one, "--name", "X"]]
    return tries


def said_by(site, role, words):
    done = site.command("--now", SERVED, "--as", role, "--json", *words)
    return done.returncode, done.stdout, done.stderr


def told_apart(pair, role, ids):
    """The commands whose answers differ, the first in full. `ids` exist in one of the two."""
    wrong = []
    for words in commands(ids):
        without, with_her = (said_by(site, role, words) for site in pair.sites)
        if without != with_her:
            full = "\nwithout: %r\nwith:    %r" % difference(without, with_her)
            wrong.append(" ".join(words) + ("" if wrong else full))
    return "\n".join(wrong)


def difference(a, b):
    """The neighbourhood of the first byte that differs."""
    a, b = repr(a), repr(b)
    at = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
    return tuple(x[max(0, at - 80):at + 160] for x in (a, b))


def names_her(pair, role, ids):
    for words in commands(ids):
        answer = b"".join(said_by(pair.sites[1], role, words)[1:]).decode("utf-8", "replace")
        if NAME in answer or CHILD in answer:
            return " ".join(words) + ": " + answer[:400]
    return ""


# ---- pages ------------------------------------------------------------------------------------

def plain(answer):
    """What of an answer must be equal: all but tokens of a session and the second of the clock."""
    headers = sorted((k.lower(), v) for k, v in answer.headers
                     if k.lower() not in ("date", "set-cookie", "etag"))
    body = re.sub(rb'(name="?(?:csrf|once)"? value="?)[^"> ]*', rb"\1", answer.body)
    if answer.path.startswith("/healthz"):
        body = re.sub(rb'"head":"[0-9a-f]*"', b"", body)  # the journal's end is no secret
    return answer.status, headers, body


def starts(site, ids):
    """Addresses to begin with: each route, with her ids where one stands in it."""
    found = []
    for method, path, _ in routes(site):
        if method != "GET":
            continue
        holes = path.count("{")
        for one in ids if holes else [""]:
            full = re.sub(r"\{[^}]*\}", one, path)
            found += [full, full + ".json"]
    for word in SPELLINGS:
        q = urllib.parse.quote(word)
        found += ["/find?q=" + q, "/people?q=" + q, "/find.json?q=" + q]
    return found


def pattern(path):
    """Addresses that differ in ids alone are of one kind; of each a few are enough."""
    return re.sub(r"[a-z2-7]{26}|\d+", "*", path)


def crawl(clients, paths, visit, most_of_a_kind=6):
    """Breadth first over what the first client is shown; `visit` says what is wrong."""
    queue, seen, kinds = list(paths), set(paths), {}
    while queue and len(seen) < PAGES_MAX:
        path = queue.pop(0)
        answers = [c.get(path) for c in clients]
        wrong = visit(path, answers)
        if wrong:
            return wrong
        for link in Page(answers[0]).links:
            if link in seen or link.startswith(("/signout", "/lock", "/leave", "//")):
                continue
            kind = pattern(link)
            kinds[kind] = kinds.get(kind, 0) + 1
            if kinds[kind] <= most_of_a_kind:
                seen.add(link)
                queue.append(link)
    return ""


def pages_differ(clients, paths, counted):
    def visit(path, answers):
        counted.append(path)
        for _ in range(3):  # the minute may turn between two answers
            without, with_her = (plain(a) for a in answers)
            if without == with_her:
                return ""
            answers = [c.get(path) for c in clients]
        return "%s\nwithout: %s\nwith:    %s" % ((path,) + difference(without, with_her))
    return crawl(clients, paths, visit)


def pages_name_her(client, paths):
    def visit(path, answers):
        shown = answers[0].text().replace(urllib.parse.quote(NAME), "")
        asked = urllib.parse.unquote(path)
        if (NAME in shown and NAME not in asked) or (CHILD in shown and CHILD not in asked):
            return path
        return ""
    return crawl([client], paths, visit)


def tell_pages(pair, report, ids):
    for site in pair.sites:
        site.start("--now", SERVED)
    paths = starts(pair.sites[0], ids)
    for role in ("",) + tuple(r for r in ROLES if r not in TEAM + TOTALS):
        clients = [site.reader(role) for site in pair.sites]
        counted = []
        wrong = pages_differ(clients, paths, counted)
        report.line("%s: no page tells %s that she is here" % (pair.engine, role or "a stranger"),
                    wrong)
        print("# %d pages" % len(counted))
    for role in TOTALS:
        report.line("%s: no page tells %s her name" % (pair.engine, role),
                    pages_name_her(pair.sites[1].reader(role), paths))
    for role in TEAM:
        seen = pages_name_her(pair.sites[1].reader(role), paths)
        report.line("%s: a page tells %s that she is here" % (pair.engine, role),
                    "" if seen else "nowhere")


# ------------------------------------------------------------------------------------------------

def tell(report, database):
    pair = Pair(report, database)
    try:
        before = told_apart(pair, "board", [])
        report.line("%s: two sites from one backup are alike" % pair.engine, before)
        ids = pair.hide()
        for role in ROLES:
            if role in TEAM:
                report.line("%s: %s sees her" % (pair.engine, role),
                            "" if names_her(pair, role, []) else "she is not found")
            elif role in TOTALS:
                report.line("%s: no command tells %s her name" % (pair.engine, role),
                            names_her(pair, role, ids))
            else:
                report.line("%s: no command tells %s that she is here" % (pair.engine, role),
                            told_apart(pair, role, ids))
        if Client(pair.sites[0].start().address).get("/openapi.json").status == 200:
            for site in pair.sites:
                site.stop()
            tell_pages(pair, report, ids)
    finally:
        pair.remove()


def main():
    report = Report()
    for database in databases():
        tell(report, database)
    return report.code()


sys.exit(main())
