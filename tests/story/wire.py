# SPDX-License-Identifier: AGPL-3.0-or-later
# Requests that no honest client sends, at the wire: connections that stop half-way, one byte a
# second, bodies too large, methods nobody has, lengths that contradict each other. Each gets its
# status or the door; meanwhile the others are served.
# Prints `ok NAME` and `not ok NAME`.
import socket
import sys
import threading
import time

from site_http import INSIDE, Client, Report, Site, databases

HALF_OPEN = 500
SERVED_WITHIN = 3.0  # seconds, on a busy machine
CUT_WITHIN = 45.0    # LIMIT_REQUEST_SECONDS and its ticker
MIB = 1 << 20


def raw(address, data, seconds=10.0):
    """What comes back for these bytes, until the server closes or nothing more comes."""
    got = b""
    with socket.create_connection(address, seconds) as s:
        try:
            s.sendall(data)
            while True:
                piece = s.recv(65536)
                if not piece:
                    break
                got += piece
        except (socket.timeout, ConnectionResetError, BrokenPipeError):
            pass
    return got


def status_of(answer):
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.") else 0


def gets(address, data, *allowed):
    """What is wrong with the answer to raw bytes; 0 in `allowed`: it may just be cut."""
    answer = raw(address, data)
    if status_of(answer) not in allowed:
        return "answered %r, expected %s" % (answer[:120], allowed)
    if INSIDE.search(answer):
        return "tells of the inside: %r" % INSIDE.search(answer).group(0)
    return ""


def served(address):
    """Others are served: how a request ends that is in order."""
    began = time.monotonic()
    answer = Client(address, 10).get("/healthz")
    took = time.monotonic() - began
    if answer.status != 200 or took > SERVED_WITHIN:
        return "%d after %.1f s" % (answer.status, took)
    return ""


def half_open(address):
    """Half a request each; the server may refuse some at once, but goes on answering."""
    opened = []
    try:
        for _ in range(HALF_OPEN):
            s = socket.socket()
            s.settimeout(5)
            s.connect(address)
            try:
                s.sendall(b"GET /healthz HTTP/1.1\r\nHost: h\r\nX-Slow: ")
            except (ConnectionResetError, BrokenPipeError):
                pass
            opened.append(s)
        return served(address)
    finally:
        for s in opened:
            s.close()


def is_cut(address, head, drip):
    """Sends `head`, then `drip` a byte a second; returns seconds until the server ends it."""
    began = time.monotonic()
    with socket.create_connection(address, 5) as s:
        s.sendall(head)
        while time.monotonic() - began < CUT_WITHIN:
            s.settimeout(1.0)
            try:
                s.sendall(drip)
                if s.recv(65536) == b"":
                    return time.monotonic() - began
            except socket.timeout:
                continue
            except (ConnectionResetError, BrokenPipeError):
                return time.monotonic() - began
    return None


def slow(report, address):
    """Slow senders, all at once, while others are served."""
    cases = {
        "a head of one byte a second": (b"GET /healthz HTTP/1.1\r\nHost: h\r\nX: ", b"a"),
        "a body of one byte a second": (b"POST /signin HTTP/1.1\r\nHost: h\r\nContent-Type: "
                                        b"application/x-www-form-urlencoded\r\n"
                                        b"Content-Length: 4000\r\n\r\n", b"a"),
        "a connection that says nothing": (b"", b""),
    }
    ended = {}
    threads = [threading.Thread(target=lambda n=n, c=c: ended.__setitem__(n, is_cut(address, *c)))
               for n, c in cases.items()]
    for t in threads:
        t.start()
    time.sleep(2)
    report.holds("slow senders: others are served meanwhile", served, address)
    for t in threads:
        t.join()
    for name in cases:
        report.line(name + " is cut", "" if ended.get(name) else "not within %d s" % CUT_WITHIN)


def tell(site, report, engine):
    address = site.address
    form = b"Host: h\r\nContent-Type: application/x-www-form-urlencoded\r\n"

    def post(path, *lines):
        return b"POST " + path + b" HTTP/1.1\r\nConnection: close\r\n" + form + b"".join(lines)

    huge = 64 * MIB
    cases = [
        ("two lengths", post(b"/signin", b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"), (400,)),
        ("a length and chunks", post(b"/signin", b"Content-Length: 5\r\nTransfer-Encoding: chunked"
                                     b"\r\n\r\n0\r\n\r\n"), (400,)),
        ("a length that is no number", post(b"/signin", b"Content-Length: five\r\n\r\nab"), (400,)),
        ("a length below zero", post(b"/signin", b"Content-Length: -1\r\n\r\nab"), (400, 413)),
        ("a body announced too large", post(b"/signin", b"Content-Length: %d\r\n\r\n" % huge),
          (413,)),
        ("no HTTP at all", b"\x00\x01\x02\xff" * 64 + b"\r\n\r\n", (400, 0)),
        ("TLS on a plain door", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(64), (400, 0)),
        ("a path without end", b"GET /" + b"a" * 70000 + b" HTTP/1.1\r\nHost: h\r\n\r\n",
         (400, 404, 414, 431, 0)),
        ("heads without end", b"GET /healthz HTTP/1.1\r\nHost: h\r\n" +
         b"".join(b"X-%d: y\r\n" % i for i in range(9000)) + b"\r\n", (400, 413, 431, 0)),
        ("no host", b"GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n", (400,)),
        ("a zero byte in the path", b"GET /heal%00thz HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
         (400, 404)),
        ("bytes that are no text in the path", b"GET /%ff%fe HTTP/1.1\r\nHost: h\r\n"
         b"Connection: close\r\n\r\n", (400, 404)),
        ("a way up the folders", b"GET /../../etc/passwd HTTP/1.1\r\nHost: h\r\n"
         b"Connection: close\r\n\r\n", (400, 404)),
        ("another's address", b"GET http://elsewhere.example/healthz HTTP/1.1\r\nHost: h\r\n"
         b"Connection: close\r\n\r\n", (200, 400, 403, 404)),
    ]
    for name, data, allowed in cases:
        report.holds("%s: %s" % (engine, name), gets, address, data, *allowed)
    report.holds("%s: %d half-open connections: others are served" % (engine, HALF_OPEN), half_open,
                 address)
    report.holds("%s: and afterwards" % engine, served, address)
    if engine == "SQLite":  # clocks of connections; no database is asked
        slow(report, address)
    report.line("%s: it ends well" % engine, "" if site.stop() == 0 else site.said())


def main():
    report = Report()
    for database in databases():
        with Site.demo(database, schema="wire") as site:
            site.start()
            tell(site, report, "PostgreSQL" if database else "SQLite")
    return report.code()


sys.exit(main())
