"""What runs the app for others: the same addresses, limits and rights in every file.

Affinity is tried with a real nginx before three small servers; without nginx those
tests are skipped, and say so. The trial with the app itself is ``deploy/trial.py``.
"""

from __future__ import annotations

import http.client
import importlib.util
import re
import shutil
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml

from geo.app import endpoints
from geo.interface import Map
from geo.presentation.scene import Scene
from geo.storage import ROOT
from geo.tables import load

DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
CONF = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
PARTS = {
    part["kind"]: part
    for part in yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text("utf-8"))
}
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def needs_nginx(test):
    """Marks a test that starts an nginx."""
    there = pytest.mark.skipif(NGINX is None, reason="no nginx on this machine")
    return pytest.mark.command_line(there(test))


@pytest.fixture(scope="module")
def trial():
    pytest.importorskip("websockets")
    spec = importlib.util.spec_from_file_location("trial", DEPLOY / "trial.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# --- hosts that others run ---

HOSTS = (DEPLOY / "HOSTS.md").read_text(encoding="utf-8")


def test_the_front_matter_of_a_space_names_the_port_of_the_container():
    (block,) = re.findall(r"```yaml\n---\n(.*?)---\n```", HOSTS, re.DOTALL)
    front = yaml.safe_load(block)
    assert front["sdk"] == "docker"
    assert re.search(rf"^EXPOSE {front['app_port']}$", DOCKERFILE, re.MULTILINE)


def test_what_a_host_is_told_to_delete_is_there():
    (line,) = re.findall(r"delete the line `([^`]+)`", HOSTS)
    config = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    assert line in config.splitlines()


def test_the_element_for_a_page_has_what_a_notebook_s_has():
    (block,) = re.findall(r"```html\n(.*?)```", HOSTS, re.DOTALL)
    (rights,) = re.findall(r'sandbox="([^"]+)"', block)
    assert f'sandbox="{rights}"' in Map(Scene.of(load.load_package()))._repr_html_()


# --- the container ---


def test_the_container_runs_as_nobody_in_particular():
    last = DOCKERFILE.rpartition("FROM ")[2]
    assert re.search(r"^USER 10001:10001$", last, re.MULTILINE)
    assert last.index("USER ") < last.index("CMD [")
    assert not re.search(r"^(?:ADD|RUN .*(?:curl|wget))", DOCKERFILE, re.MULTILINE)


def test_the_container_is_asked_where_the_app_answers():
    assert f"http://127.0.0.1:8501{endpoints.HEALTH}" in DOCKERFILE


def test_the_base_is_named_by_its_full_version():
    assert re.search(r"^ARG BASE=python:3\.\d+\.\d+-\w+-\w+$", DOCKERFILE, re.MULTILINE)


def test_all_that_the_app_needs_goes_into_the_container():
    paths = set(re.findall(r"^COPY (?!--)(.*) \S+$", DOCKERFILE, re.MULTILINE))
    names = {name for line in paths for name in line.split()}
    assert {"app.py", ".streamlit", "assets", "data", "geo"} <= names
    ignore = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8")
    assert names <= {line.lstrip("!") for line in ignore.splitlines()}
    assert all((ROOT / name).exists() for name in names)


def test_the_lock_holds_what_the_project_asks_for_with_hashes():
    pins = re.findall(
        r"^([\w.-]+)==(\S+)", (ROOT / "requirements.txt").read_text(), re.MULTILINE
    )
    lock = (DEPLOY / "requirements.lock").read_text(encoding="utf-8")
    locked = dict(re.findall(r"^([\w.-]+)==(\S+) \\$", lock, re.MULTILINE))
    assert len(pins) > 10
    for name, version in pins:
        assert locked[name.lower().replace("_", "-")] == version, name
    blocks = re.split(r"^(?=\S)", lock, flags=re.MULTILINE)[1:]
    assert len(blocks) > len(pins)
    for block in blocks:
        assert block.startswith("#") or "--hash=sha256:" in block, block[:40]
    assert not re.search(r"https?:|file:", lock)


# --- the replicas ---


def replicas() -> dict[str, str]:
    """The replicas of the compose file: name -> address."""
    return {
        name: service["networks"]["inside"]["ipv4_address"]
        for name, service in COMPOSE["services"].items()
        if name.startswith("app")
    }


def test_nginx_names_every_replica_in_every_block():
    addresses = set(replicas().values())
    assert len(addresses) == 3
    blocks = re.findall(r"upstream \w+ \{.*?\}", CONF, re.DOTALL)
    assert len(blocks) == len(re.findall(r"^upstream ", CONF, re.MULTILINE)) > 1
    for block in blocks:
        assert set(re.findall(r"server ([\d.]+):8501", block)) == addresses, block
    map_block = re.search(r"map \$upstream_addr .*?\}", CONF, re.DOTALL)[0]
    assert set(re.findall(r"~([\d\\.]+):8501", map_block)) == {
        address.replace(".", "\\.") for address in addresses
    }


@pytest.mark.parametrize("name", replicas())
def test_a_replica_may_write_nowhere_but_in_its_scratch(name):
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert [mount.partition(":")[0] for mount in service["tmpfs"]] == ["/tmp"]  # noqa: S108
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert service["mem_limit"]


def test_under_kubernetes_it_has_the_same_rights_and_addresses():
    pod = PARTS["Deployment"]["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    assert pod["securityContext"]["runAsNonRoot"]
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
        assert container[probe]["httpGet"]["path"] == endpoints.HEALTH
    notes = PARTS["Ingress"]["metadata"]["annotations"]
    assert notes["nginx.ingress.kubernetes.io/affinity-mode"] == "persistent"


def test_a_table_of_the_same_size_passes_everywhere():
    text = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    megabytes = tomllib.loads(text)["server"]["maxUploadSize"]
    assert f"client_max_body_size {megabytes}m;" in CONF
    notes = PARTS["Ingress"]["metadata"]["annotations"]
    assert notes["nginx.ingress.kubernetes.io/proxy-body-size"] == f"{megabytes}m"


# --- what others say of the files ---


def linted(*command: str) -> None:
    program = Path(sys.executable).with_name(command[0])
    if not program.exists():
        pytest.skip(f"no {command[0]}: pip install it to hold the file against schemas")
    process = subprocess.run([program, *command[1:]], capture_output=True, text=True)
    assert process.returncode == 0, process.stdout + process.stderr


@pytest.mark.command_line
def test_the_compose_file_is_one():
    file = str(DEPLOY / "compose.yaml")
    linted("check-jsonschema", "--builtin-schema", "vendor.compose-spec", file)


@pytest.mark.command_line
def test_the_container_file_is_good_practice():
    linted("hadolint", str(DEPLOY / "Dockerfile"))


@pytest.mark.command_line
def test_the_kubernetes_file_is_one():
    linted("kubernetes-validate", "--strict", str(DEPLOY / "kubernetes.yaml"))


@needs_nginx
def test_nginx_takes_the_settings(trial, tmp_path):
    conf = tmp_path / "nginx.conf"
    conf.write_text(trial.settings([9001, 9002, 9003], 9000, tmp_path), "utf-8")
    command = [NGINX, "-t", "-c", str(conf), "-p", str(tmp_path), "-e", "stderr"]
    process = subprocess.run(command, capture_output=True, text=True)
    assert process.returncode == 0, process.stderr


# --- a reader stays where they began ---


class Said(BaseHTTPRequestHandler):
    """Answers with the port it stands on."""

    def do_GET(self) -> None:
        body = str(self.server.server_address[1]).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


class Small:
    """A replica that only says who it is."""

    def __init__(self, port: int = 0) -> None:
        self.server = ThreadingHTTPServer(("127.0.0.1", port), Said)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def fall(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def front(trial, tmp_path) -> Iterator[tuple[int, list[Small]]]:
    small = [Small() for _ in range(3)]
    with trial.front([s.port for s in small], tmp_path) as listen:
        yield listen, small
    for one in small:
        one.fall()


def asked(listen: int, path: str = "/", cookie: str = "") -> tuple[int, str, dict]:
    """Which replica answered, the cookie from then on, and the headers."""
    connection = http.client.HTTPConnection("127.0.0.1", listen, timeout=10)
    connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
    answer = connection.getresponse()
    port, headers = int(answer.read()), dict(answer.getheaders())
    connection.close()
    cookie_sent = headers.get("Set-Cookie", "").partition(";")[0]
    return port, cookie_sent or cookie, headers


@needs_nginx
def test_newcomers_are_spread_and_then_stay(front):
    listen, _ = front
    first = [asked(listen) for _ in range(9)]
    assert len({port for port, _, _ in first}) == 3
    for port, cookie, _ in first:
        for path in ("/", "/_stcore/stream", "/media/x.png", "/component/a/b"):
            again, cookie_kept, headers = asked(listen, path, cookie)
            assert (again, cookie_kept) == (port, cookie)
            assert "Set-Cookie" not in headers


@needs_nginx
def test_who_takes_no_cookie_reaches_one_replica_with_the_session_and_its_files(front):
    listen, _ = front
    paths = ("/_stcore/stream", "/_stcore/upload_file/x", "/media/x.png")
    assert len({asked(listen, path)[0] for path in paths}) == 1


@needs_nginx
def test_when_a_replica_falls_its_readers_move_once_and_the_others_never(front):
    listen, small = front
    readers = [asked(listen)[:2] for _ in range(9)]
    dead = small[0]
    dead.fall()
    moves = {}
    for number, (port, cookie) in enumerate(readers):
        now, cookie_kept, _ = asked(listen, "/_stcore/stream", cookie)
        assert now != dead.port
        assert (now, cookie_kept) == (port, cookie) or port == dead.port
        moves[number] = (now, cookie_kept)
    small[0] = Small(dead.port)
    for now, cookie_kept in moves.values():
        assert asked(listen, "/", cookie_kept)[:2] == (now, cookie_kept)


@needs_nginx
@pytest.mark.parametrize(
    "cookie", ["replica=z", "replica=", "replica=a; replica=b", "x"]
)
def test_a_strange_cookie_is_a_newcomer_at_worst(front, cookie):
    listen, small = front
    port, _, _ = asked(listen, "/", cookie)
    assert port in {one.port for one in small}


@needs_nginx
@pytest.mark.parametrize("path", ["/", "/nothing", "/_stcore/health"])
def test_every_answer_has_the_headers(front, path):
    _, _, headers = asked(front[0], path)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
    assert "Server" not in headers or "/" not in headers["Server"]


@needs_nginx
def test_what_may_be_embedded_keeps_a_policy_of_its_own(front):
    assert "Content-Security-Policy" not in asked(front[0], "/map.html")[2]
