#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A second reader of the journal, written from docs/journal-format.md alone; it shares no code with
hearth. Python's standard library is all it needs.

  journal_check.py FILE...            checks export files: form, chains, hashes, seals
  journal_check.py --vectors FOLDER   reads every vector of tests/data/journal and writes it anew

For each file one JSON object on stdout. Exit code 0: all is well; 1: something is not, told on
stderr. --no-seals leaves out the signatures, which cost some milliseconds each."""
import argparse
import json
import pathlib
import sys

from plain_crypto import blake2b, ed25519_verify, xchacha_open

POSITIVE_MAX = 2**63 - 1
OPS = {"set": 1, "clear": 2, "add": 3, "remove": 4}
NO_ID = bytes(16)
NO_HASH = bytes(32)


class Wrong(Exception):
    pass


def must(holds, words):
    if not holds:
        raise Wrong(words)


# ---- reading ----------------------------------------------------------------------------------------
class Take:
    def __init__(self, data):
        self.data, self.at = data, 0

    def bytes(self, n):
        must(len(self.data) - self.at >= n, "the bytes end too early")
        self.at += n
        return self.data[self.at - n : self.at]

    def u8(self):
        return self.bytes(1)[0]

    def u64(self):
        return int.from_bytes(self.bytes(8), "big")

    def varint(self, least=0, most=2**64 - 1):
        n = shift = 0
        while True:
            byte = self.u8()
            n |= (byte & 127) << shift
            if byte < 128:
                must(byte or not shift, "a number is not in its shortest form")
                break
            shift += 7
            must(shift < 70, "a number is too long")
        must(n < 2**64 and least <= n <= most, f"the number {n} is out of bounds")
        return n

    def sized(self, most):
        return self.bytes(self.varint(0, most))

    def piece(self, most):
        mark = self.u8()
        must(mark <= 1, "a mark of presence is neither 0 nor 1")
        return self.sized(most) if mark else None

    def end(self):
        must(self.at == len(self.data), "bytes follow the end")


def ascends(items, key):
    return all(key(a) < key(b) for a, b in zip(items, items[1:]))


def signed(n):
    return n - 2**64 if n >= 2**63 else n


def read_header(data):
    t = Take(data)
    must(t.u8() == 1, "not version 1")
    h = {"org": signed(t.u64()), "feed": t.bytes(16), "seq": t.varint(1, POSITIVE_MAX)}
    h["prev"], h["hlc"] = t.bytes(32), t.u64()
    must(h["hlc"] <= POSITIVE_MAX, "the clock is out of bounds")
    h["deed"] = t.bytes(16)
    h["type"], h["type_version"] = t.varint(1, POSITIVE_MAX), t.varint(1, POSITIVE_MAX)
    h["obj"], h["author"] = t.bytes(16), t.bytes(16)
    n_seen = t.varint(0, 64)
    h["seen"] = [{"feed": t.bytes(16), "seq": t.varint(1, POSITIVE_MAX)} for _ in range(n_seen)]
    must(ascends(h["seen"], lambda s: s["feed"]), "seen does not ascend")
    h["open_hash"] = t.bytes(32)
    h["bound"] = data[: t.at]
    h["parts"] = []
    for _ in range(t.varint(0, 16)):
        part = {"key": t.bytes(16), "nonce": t.bytes(24), "length": t.varint(1, 66560)}
        h["parts"].append({**part, "hash": t.bytes(32)})
    t.end()
    return h


def read_body(data):
    must(len(data) <= 65536, "the body is too long")
    t = Take(data)
    b = {"salt": t.bytes(16), "act": t.varint(1, POSITIVE_MAX), "changes": []}
    names = {number: name for name, number in OPS.items()}
    for _ in range(t.varint(0, 512)):
        c = {"field": t.varint(1, POSITIVE_MAX), "op": names.get(t.u8())}
        must(c["op"], "no such operation")
        if c["op"] != "clear":
            c["value"] = t.sized(65536)
        b["changes"].append(c)
    t.end()
    check_changes(b["changes"])
    return b


def check_changes(changes):
    must(ascends(changes, lambda c: (c["field"], OPS[c["op"]], c.get("value", b""))), "order")
    for field in {c["field"] for c in changes}:
        mine = [c for c in changes if c["field"] == field]
        alone = any(c["op"] in ("set", "clear") for c in mine)
        must(len(mine) == 1 or not alone, "set and clear stand alone")
        values = [c.get("value") for c in mine]
        must(len(set(values)) == len(values), "a value is added and removed")


def read_part(data):
    must(len(data) <= 65536, "the part is too long")
    t = Take(data)
    p = {"replaces": {"feed": t.bytes(16), "seq": t.varint(0, POSITIVE_MAX)}}
    must(p["replaces"]["seq"] or p["replaces"]["feed"] == NO_ID, "half a place")
    count = t.varint(0, 512)
    p["fields"] = [
        {"field": t.varint(1, POSITIVE_MAX), "value": t.sized(65536)} for _ in range(count)
    ]
    t.end()
    must(ascends(p["fields"], lambda f: (f["field"], f["value"])), "fields do not ascend")
    return p


def unpad(padded):
    must(padded and len(padded) % 256 == 0, "the padding")
    n = int.from_bytes(padded[:4], "big")
    plain, rest = padded[4 : 4 + n], padded[4 + n :]
    must(len(plain) == n and len(rest) < 256 and not any(rest), "the padding")
    return plain


# ---- writing ----------------------------------------------------------------------------------------
def varint(n):
    out = b""
    while n > 127:
        out, n = out + bytes([n & 127 | 128]), n >> 7
    return out + bytes([n])


def u64(n):
    return (n % 2**64).to_bytes(8, "big")


def sized(data):
    return varint(len(data)) + data


def write_header(h):
    out = b"\1" + u64(h["org"]) + h["feed"] + varint(h["seq"]) + h["prev"] + u64(h["hlc"])
    out += h["deed"] + varint(h["type"]) + varint(h["type_version"]) + h["obj"] + h["author"]
    out += varint(len(h["seen"])) + b"".join(s["feed"] + varint(s["seq"]) for s in h["seen"])
    out += h["open_hash"] + varint(len(h["parts"]))
    for p in h["parts"]:
        out += p["key"] + p["nonce"] + varint(p["length"]) + p["hash"]
    return out


def write_body(b):
    out = b["salt"] + varint(b["act"]) + varint(len(b["changes"]))
    for c in b["changes"]:
        out += varint(c["field"]) + bytes([OPS[c["op"]]])
        out += b"" if c["op"] == "clear" else sized(c["value"])
    return out


def write_part(p):
    out = p["replaces"]["feed"] + varint(p["replaces"]["seq"]) + varint(len(p["fields"]))
    return out + b"".join(varint(f["field"]) + sized(f["value"]) for f in p["fields"])


def write_numbers(v):
    def one(n, kind):
        if kind == "zigzag":
            return varint(2 * n if n >= 0 else -2 * n - 1)
        return u64(n) if kind == "u64" else varint(n)

    return b"".join(one(int(n["n"]), n["as"]) for n in v["numbers"])


# ---- chains -----------------------------------------------------------------------------------------
class Chain:
    """One feed, entry by entry."""

    def __init__(self, org, public, feed, with_signatures):
        self.org, self.public, self.feed = org, public, feed
        self.with_signatures = with_signatures
        self.seq, self.hash, self.hlc, self.sealed = 0, NO_HASH, -1, 0
        self.erased = 0

    def entry(self, header, h, body, ciphers):
        must(h["org"] == self.org and h["feed"] == self.feed, "another place")
        must(h["seq"] == self.seq + 1, "a gap")
        must(h["prev"] == self.hash and h["hlc"] > self.hlc, "the chain")
        must(body is not None and blake2b("hearth-open-1", body) == h["open_hash"], "the body")
        read_body(body)
        for part, cipher in zip(h["parts"], ciphers, strict=True):
            self.erased += cipher is None
            if cipher is not None:
                fits = len(cipher) == part["length"]
                must(fits and blake2b("hearth-part-1", cipher) == part["hash"], "a part")
        self.seq, self.hlc = h["seq"], h["hlc"]
        self.hash = blake2b("hearth-entry-1", header)

    def seal(self, seq, since, entry_hash, signature):
        must(seq == self.seq and entry_hash == self.hash and since == self.sealed, "a seal")
        if self.with_signatures:
            signed_bytes = u64(self.org) + self.feed + varint(since) + varint(seq) + entry_hash
            message = blake2b("hearth-seal-1", signed_bytes)
            must(ed25519_verify(self.public, message, signature), "a signature")
        self.sealed = seq


def check_export(data, with_signatures=True):
    t = Take(data)
    must(t.bytes(8) == b"HRTHJRNL" and t.u8() == 1, "no journal export of version 1")
    org, public = signed(t.u64()), t.bytes(32)
    feeds, entries, seals = [], 0, 0
    while True:
        kind = t.u8()
        if kind == 1:
            header = t.sized(16384)
            h = read_header(header)
            if not feeds or feeds[-1].feed != h["feed"]:
                must(not feeds or feeds[-1].feed < h["feed"], "feeds do not ascend")
                feeds.append(Chain(org, public, h["feed"], with_signatures))
            body = t.piece(65536)
            ciphers = [t.piece(66560) for _ in h["parts"]]
            try:
                feeds[-1].entry(header, h, body, ciphers)
            except Wrong as e:
                raise Wrong(f"feed {h['feed'].hex()} number {h['seq']}: {e}") from e
            entries += 1
        elif kind == 2:
            feed, seq, since = t.bytes(16), t.varint(0, POSITIVE_MAX), t.varint(0, POSITIVE_MAX)
            must(feeds and feeds[-1].feed == feed, "a seal of another feed")
            feeds[-1].seal(seq, since, t.bytes(32), t.bytes(64))
            seals += 1
        else:
            break
    must(kind == 0, "an unknown record")
    must(t.varint() == entries and t.varint() == seals, "the counts of the end")
    must(blake2b("hearth-export-1", data[: t.at]) == t.bytes(32), "the hash over all")
    t.end()
    for f in feeds:
        must(f.sealed == f.seq, f"the end of feed {f.feed.hex()} has no seal")
    heads = [{"feed": f.feed.hex(), "seq": f.seq, "hash": f.hash.hex()} for f in feeds]
    erased = sum(f.erased for f in feeds)
    return {"org": org, "public_key": public.hex(), "entries": entries, "seals": seals,
            "parts_erased": erased, "heads": heads}


# ---- vectors ----------------------------------------------------------------------------------------
def unhex(value):
    """A vector's JSON with its hex strings as bytes."""
    if isinstance(value, dict):
        words = ("kind", "op", "as", "n")
        return {k: v if k in words else unhex(v) for k, v in value.items()}
    if isinstance(value, list):
        return [unhex(v) for v in value]
    return bytes.fromhex(value) if isinstance(value, str) else value


def check_chain(v, data):
    area = v["incarnation"] + v["area"]
    must(blake2b("hearth-feed-1", v["public_key"] + area, 16) == v["feed"], "the feed's id")
    chain = Chain(v["org"], v["public_key"], v["feed"], True)
    for e in v["entries"]:
        h = read_header(e["header"])
        must(write_header(h) == e["header"], "a header")
        chain.entry(e["header"], h, e["body"], [e["cipher"]] if h["parts"] else [])
        must(chain.hash == e["hash"], "an entry's hash")
        for i, part in enumerate(h["parts"]):
            ad = h["bound"] + varint(i) + part["key"]
            padded = xchacha_open(v["part_key"], part["nonce"], ad, e["cipher"])
            must(padded is not None, "a part does not open")
            must(read_part(unpad(padded))["fields"][0]["value"] == b"Anna K.", "a part's words")
    seal = v["seal"]
    signed_bytes = u64(v["org"]) + v["feed"] + varint(seal["since"]) + varint(seal["seq"])
    must(signed_bytes + chain.hash == data, "what the seal signs")
    chain.seal(seal["seq"], seal["since"], chain.hash, seal["signature"])


def check_vector(path):
    v = unhex(json.loads(path.read_text()))
    data = bytes.fromhex("".join(path.with_suffix(".hex").read_text().split()))
    kind = v.pop("kind")
    pairs = {"header": (read_header, write_header), "body": (read_body, write_body),
             "part": (read_part, write_part)}
    if kind == "chain":
        check_chain(v, data)
    elif kind == "numbers":
        must(write_numbers(v) == data, "writing gives other bytes")
    else:
        read, write = pairs[kind]
        found = read(data)
        found.pop("bound", None)
        must(found == v, "reading gives something else")
        must(write(v) == data, "writing gives other bytes")
        for n in range(len(data)):
            refused(read, data[:n])
        refused(read, data + b"\0")


def refused(read, data):
    try:
        read(data)
    except Wrong:
        return
    raise Wrong("a cut or longer form is accepted")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--vectors", type=pathlib.Path)
    parser.add_argument("--no-seals", action="store_true")
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    args = parser.parse_args()
    bad = False
    vectors = sorted(args.vectors.glob("*.json")) if args.vectors else []
    for path in vectors + args.files:
        try:
            if path in vectors:
                check_vector(path)
            else:
                print(json.dumps(check_export(path.read_bytes(), not args.no_seals)))
        except Wrong as e:
            bad = True
            print(f"{path}: {e}", file=sys.stderr)
    if vectors and not bad:
        print(json.dumps({"vectors": len(vectors)}))
    return bad or not (vectors or args.files)


if __name__ == "__main__":
    sys.exit(main())
