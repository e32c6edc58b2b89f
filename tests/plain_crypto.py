# SPDX-License-Identifier: AGPL-3.0-or-later
"""A slow, plain second opinion on the cryptography of the journal, from the standards alone:
Ed25519 (RFC 8032), ChaCha20-Poly1305 (RFC 8439) with HChaCha20 and 24-byte nonces
(draft-irtf-cfrg-xchacha). For tests only: nothing here runs in constant time."""
import hashlib
import struct

# ---- Ed25519 -------------------------------------------------------------------------------------
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def _x_of(y, sign):
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P != 0:
        x = x * ROOT % P
    if (x * x - x2) % P != 0 or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x


def _add(a, b):
    s, t = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    u, v = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = t - s, v - u, v + u, t + s
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(n, point):
    total = (0, 1, 1, 0)
    while n:
        if n & 1:
            total = _add(total, point)
        point = _add(point, point)
        n >>= 1
    return total


def _point(raw):
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    x = _x_of(y, sign) if y < P else None
    return None if x is None else (x, y, 1, x * y % P)


def _raw(point):
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = (_x_of(BASE_Y, 0), BASE_Y, 1, _x_of(BASE_Y, 0) * BASE_Y % P)


def ed25519_verify(public, message, signature):
    a, r = _point(public), _point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L or len(signature) != 64:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    return _raw(_times(s, BASE)) == _raw(_add(r, _times(h, a)))


def ed25519_sign(seed, message):
    h = hashlib.sha512(seed).digest()
    a = int.from_bytes(h[:32], "little") & (2**254 - 8) | 2**254
    public = _raw(_times(a, BASE))
    r = int.from_bytes(hashlib.sha512(h[32:] + message).digest(), "little") % L
    big_r = _raw(_times(r, BASE))
    k = int.from_bytes(hashlib.sha512(big_r + public + message).digest(), "little") % L
    return public, big_r + ((r + k * a) % L).to_bytes(32, "little")


# ---- XChaCha20-Poly1305 --------------------------------------------------------------------------
def _rounds(state):
    x = list(state)

    def quarter(a, b, c, d):
        for p, q, r, n in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            x[p] = (x[p] + x[q]) & 0xFFFFFFFF
            y = x[r] ^ x[p]
            x[r] = (y << n | y >> (32 - n)) & 0xFFFFFFFF

    for _ in range(10):
        for i in range(4):
            quarter(i, i + 4, i + 8, i + 12)
        for i in range(4):
            quarter(i, (i + 1) % 4 + 4, (i + 2) % 4 + 8, (i + 3) % 4 + 12)
    return x


CONSTANTS = struct.unpack("<4I", b"expand 32-byte k")


def _hchacha(key, nonce16):
    x = _rounds(CONSTANTS + struct.unpack("<8I", key) + struct.unpack("<4I", nonce16))
    return struct.pack("<8I", *(x[:4] + x[12:]))


def _stream(key, nonce12, n):
    out, count = b"", 0
    while len(out) < n:
        s = CONSTANTS + struct.unpack("<8I", key) + (count,) + struct.unpack("<3I", nonce12)
        out += struct.pack("<16I", *((a + b) & 0xFFFFFFFF for a, b in zip(_rounds(s), s)))
        count += 1
    return out[:n]


def _poly1305(key, message):
    r = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    total = 0
    for i in range(0, len(message), 16):
        block = message[i : i + 16] + b"\1"
        total = (total + int.from_bytes(block, "little")) * r % (2**130 - 5)
    total += int.from_bytes(key[16:], "little")
    return (total & (2**128 - 1)).to_bytes(16, "little")


def _tag(stream_key, ad, cipher):
    def padded(b):
        return b + bytes(-len(b) % 16)

    sizes = struct.pack("<QQ", len(ad), len(cipher))
    return _poly1305(stream_key, padded(ad) + padded(cipher) + sizes)


def xchacha_seal(key, nonce, ad, plain):
    sub, short = _hchacha(key, nonce[:16]), bytes(4) + nonce[16:]
    stream = _stream(sub, short, 64 + len(plain))
    cipher = bytes(a ^ b for a, b in zip(plain, stream[64:]))
    return cipher + _tag(stream[:32], ad, cipher)


def xchacha_open(key, nonce, ad, cipher):
    """None when the bytes are not what was sealed."""
    body = cipher[:-16]
    sub, short = _hchacha(key, nonce[:16]), bytes(4) + nonce[16:]
    stream = _stream(sub, short, 64 + len(body))
    if _tag(stream[:32], ad, body) != cipher[-16:]:
        return None
    return bytes(a ^ b for a, b in zip(body, stream[64:]))


def blake2b(domain, data, size=32):
    return hashlib.blake2b(domain.encode() + data, digest_size=size).digest()
