# SPDX-License-Identifier: AGPL-3.0-or-later
# Sends standard input, its \r\n made real, to HOST:PORT and prints the first line of the answer: for
# requests that no honest client sends.
import socket
import sys

host, port = sys.argv[1].rsplit(":", 1)
with socket.create_connection((host, int(port)), 5) as s:
    s.sendall(sys.stdin.read().replace("\\r\\n", "\r\n").encode())
    print(s.recv(4096).split(b"\r\n")[0].decode())
