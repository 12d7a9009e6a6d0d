# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers and clients that behave well or badly, for tst_diagnosis: diagnosis_traffic.py MODE ADDRESS
PORT [NUMBER]. Each ends by itself within half a minute."""
import resource
import selectors
import socket
import struct
import sys
import time

LENGTH = 25


def listener(address, port, backlog):
    return socket.create_server((address, port), backlog=backlog, reuse_port=False)


def serve(address, port, backlog, keep=False):
    """Accepts, answers a request with a short text, closes; `keep`: never closes."""
    server = listener(address, port, backlog)
    server.setblocking(False)
    selector = selectors.DefaultSelector()
    selector.register(server, selectors.EVENT_READ)
    kept = []
    end = time.time() + LENGTH
    while time.time() < end:
        for key, _ in selector.select(0.2):
            try:
                if key.fileobj is server:
                    while True:
                        connection, _ = server.accept()
                        if keep:
                            kept.append(connection)
                            continue
                        connection.setblocking(False)
                        selector.register(connection, selectors.EVENT_READ)
                    continue
                key.fileobj.recv(4096)
                key.fileobj.send(b"short")
            except BlockingIOError:
                continue
            except OSError:
                pass
            if key.fileobj is not server:
                selector.unregister(key.fileobj)
                key.fileobj.close()


def idle(address, port, backlog):
    """Listens and never accepts."""
    server = listener(address, port, backlog)
    time.sleep(LENGTH)
    server.close()


def deaf(address, port, _):
    """Accepts and never reads."""
    server = listener(address, port, 16)
    server.settimeout(LENGTH)
    connection, _ = server.accept()
    time.sleep(LENGTH)
    connection.close()


def restarts(address, port, _):
    """A server that is started anew every second, as an update does it."""
    for _ in range(8):
        server = listener(address, port, 128)
        server.settimeout(0.05)
        end = time.time() + 0.9
        while time.time() < end:
            try:
                server.accept()[0].close()
            except OSError:
                pass
        server.close()
        time.sleep(0.3)


def burst(address, port, number):
    """So many clients at once, each waiting for its answer."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (number + 100, number + 100))
    selector = selectors.DefaultSelector()
    for _ in range(number):
        client = socket.socket()
        client.setblocking(False)
        client.connect_ex((address, port))
        selector.register(client, selectors.EVENT_WRITE)
    end = time.time() + LENGTH
    done = 0
    while done < number and time.time() < end:
        for key, events in selector.select(0.5):
            client = key.fileobj
            try:
                if events & selectors.EVENT_WRITE:
                    client.send(b"x")
                    selector.modify(client, selectors.EVENT_READ)
                    continue
                client.recv(100)
            except OSError:
                pass
            done += 1
            selector.unregister(client)
            client.close()
    print(done, flush=True)


def hammer(address, port, seconds):
    """Short connections one after the other, as fast as they go."""
    end = time.time() + seconds
    count = 0
    while time.time() < end:
        try:
            with socket.create_connection((address, port), 3) as client:
                client.send(b"x")
                while client.recv(100):
                    pass
            count += 1
        except OSError:
            pass
    print(count, flush=True)


def connect(address, port, number):
    """Opens so many and keeps them."""
    kept = []
    for _ in range(number):
        client = socket.socket()
        client.setblocking(False)
        client.connect_ex((address, port))
        kept.append(client)
        time.sleep(0.005)
    time.sleep(LENGTH - 5)


def leave(address, port, number):
    """Opens so many and closes them at once, politely."""
    for _ in range(number):
        socket.create_connection((address, port), 3).close()


def pour(address, port, _):
    """Sends more than fits."""
    client = socket.create_connection((address, port), 3)
    client.settimeout(LENGTH)
    try:
        client.sendall(b"x" * 20_000_000)
    except OSError:
        pass


def scan(address, port, number):
    """Asks so many ports, one after the other."""
    for each in range(port, port + number):
        client = socket.socket()
        client.settimeout(0.2)
        client.connect_ex((address, each))
        client.close()


def echo(address, port, _):
    """Answers what it is sent, and closes when the client does."""
    server = listener(address, port, 64)
    server.setblocking(False)
    selector = selectors.DefaultSelector()
    selector.register(server, selectors.EVENT_READ)
    end = time.time() + LENGTH
    while time.time() < end:
        for key, _ in selector.select(0.2):
            try:
                if key.fileobj is server:
                    selector.register(server.accept()[0], selectors.EVENT_READ)
                    continue
                if text := key.fileobj.recv(4096):
                    key.fileobj.send(text)
                    continue
            except OSError:
                pass
            selector.unregister(key.fileobj)
            key.fileobj.close()


def after(address, port, answers, end):
    """Serves one client after the other: reads once, sends the answers, then calls `end`."""
    server = listener(address, port, 64)
    server.settimeout(LENGTH)
    while True:
        connection, _ = server.accept()
        connection.recv(4096)
        for answer in answers:
            connection.send(answer)
            time.sleep(0.3)
        end(connection)


def reset(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def resets(address, port, _):
    """Cuts after its answer."""
    after(address, port, [b"answer"], reset)


def closes(address, port, _):
    """Closes after its answer."""
    after(address, port, [b"answer"], socket.socket.close)


def drips(address, port, _):
    """Has more to say for long."""
    after(address, port, [b"drop"] * 60, socket.socket.close)


def banner(address, port, _):
    """Speaks first, as SSH does."""
    server = listener(address, port, 64)
    server.settimeout(LENGTH)
    while True:
        connection, _ = server.accept()
        connection.send(b"SSH-2.0-OpenSSH_9.2\r\n")
        connection.recv(4096)
        time.sleep(0.3)
        connection.close()


def plain(address, port, _):
    """An HTTP server without TLS."""
    import http.server
    http.server.HTTPServer((address, port), http.server.SimpleHTTPRequestHandler).serve_forever()


def bound(address, port, _):
    """A UDP socket, and nothing on TCP."""
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind((address, port))
    time.sleep(LENGTH)


def talk(address, port, number):
    """Asks, hears the answer, closes; so many times."""
    for _ in range(number):
        try:
            with socket.create_connection((address, port), 3) as client:
                client.send(b"question")
                client.recv(100)
        except OSError:
            pass
    time.sleep(LENGTH)


def storm(address, port, number):
    """So many connections that send a little, often."""
    clients = []
    for _ in range(number):
        clients.append(socket.socket())
        clients[-1].setblocking(False)
        clients[-1].connect_ex((address, port))
    end = time.time() + LENGTH
    while time.time() < end:
        for client in clients:
            try:
                client.send(b"x" * 500)
                client.recv(65536)
            except OSError:
                pass
        time.sleep(0.05)


def cuts(address, port, number):
    """So many connects that are refused, and twenty connections that are cut."""
    for _ in range(number):
        refused = socket.socket()
        refused.connect_ex((address, 1))
        refused.close()
    for _ in range(20):
        reset(socket.create_connection((address, port), 3))
    time.sleep(LENGTH)


def hang(address, port, _):
    """Asks, closes its direction and reads on."""
    client = socket.create_connection((address, port), 3)
    client.send(b"question")
    client.shutdown(socket.SHUT_WR)
    client.settimeout(LENGTH)
    try:
        while client.recv(100):
            pass
    except OSError:
        pass
    time.sleep(LENGTH)


def probe(address, port, _):
    """Stays connected with keep-alives, as its namespace has them set."""
    client = socket.create_connection((address, port), 3)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    client.send(b"question")
    time.sleep(LENGTH)


def again(address, port, how):
    """The same local port twice; `how`: 1 cuts the first connection, 0 waits for its end."""
    for attempt in (0, 1):
        client = socket.socket()
        client.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        client.bind(("10.77.0.1", 5555))
        client.settimeout(LENGTH)
        try:
            client.connect((address, port))
            client.send(b"question")
            client.recv(100)
            if how == 0:
                client.recv(100)
        except OSError:
            pass
        if how:
            reset(client)
        client.close()
        time.sleep(1.5)
    time.sleep(LENGTH)


def https(address, port, number):
    """Begins TLS; so many times."""
    import ssl
    context = ssl._create_unverified_context()
    for _ in range(number):
        try:
            context.wrap_socket(socket.create_connection((address, port), 3)).close()
        except OSError:
            pass
        time.sleep(0.2)


def http(address, port, number):
    """Asks in HTTP; so many times."""
    for _ in range(number):
        try:
            with socket.create_connection((address, port), 3) as client:
                client.send(b"GET / HTTP/1.1\r\nHost: test\r\n\r\n")
                client.settimeout(3)
                while client.recv(4096):
                    pass
        except OSError:
            pass
        time.sleep(0.2)


def certificate(folder):
    """A certificate and its key, in files."""
    import os
    import subprocess
    key, certificate = os.path.join(folder, "key"), os.path.join(folder, "certificate")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                    "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=t", "-keyout", key,
                    "-out", certificate], check=True, capture_output=True)
    return certificate, key


def run_until_end(command):
    """Another program, no longer than this one lives, however that ends."""
    import ctypes
    import signal
    import subprocess

    def die_with_parent():
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)

    program = subprocess.Popen(command, preexec_fn=die_with_parent, stdin=subprocess.PIPE,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        program.wait(LENGTH)
    except subprocess.TimeoutExpired:
        program.kill()
        program.wait()


def nginx(address, port, _):
    """The real one, with TLS."""
    import os
    import tempfile
    with tempfile.TemporaryDirectory() as folder:
        cert, key = certificate(folder)
        config = os.path.join(folder, "nginx.conf")
        with open(config, "w") as file:
            file.write(f"""daemon off; master_process off; pid {folder}/pid; error_log stderr;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  server {{ listen {address}:{port} ssl; ssl_certificate {cert}; ssl_certificate_key {key};
    return 200 "well"; }}
}}
""")
        run_until_end(["nginx", "-c", config, "-p", folder])


def says(address, port, text):
    """A server that has one answer to everything."""
    server = listener(address, port, 16)
    server.settimeout(LENGTH)
    while True:
        connection, _ = server.accept()
        connection.recv(4096)
        connection.sendall(text)
        connection.close()


def go(address, port, _):
    """What a Go server with TLS answers to plain HTTP."""
    says(address, port, b"HTTP/1.0 400 Bad Request\r\n\r\n"
                        b"Client sent an HTTP request to an HTTPS server.\n")


def malformed(address, port, _):
    """Another 400."""
    says(address, port, b"HTTP/1.1 400 Bad Request\r\nContent-Length: 17\r\n\r\n"
                        b"No HTTPS required")


def tls(address, port, _):
    """A server with TLS."""
    import ssl
    import tempfile
    with tempfile.TemporaryDirectory() as folder:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate(folder))
    server = listener(address, port, 64)
    server.settimeout(LENGTH)
    while True:
        connection, _ = server.accept()
        try:
            connection = context.wrap_socket(connection, server_side=True)
            connection.recv(4096)
        except OSError:
            pass
        connection.close()


def cut(address, port, _):
    """A server that resets at the first request."""
    server = listener(address, port, 16)
    server.settimeout(LENGTH)
    while True:
        connection, _ = server.accept()
        connection.recv(100)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()


if __name__ == "__main__":
    mode, host, number = sys.argv[1], sys.argv[2], int(sys.argv[3])
    last = int(sys.argv[4]) if len(sys.argv) > 4 else 128
    if mode == "leak":
        serve(host, number, last, keep=True)
    else:
        globals()[mode](host, number, last)
