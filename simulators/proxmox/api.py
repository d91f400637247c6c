"""The product's answers: strict about paths, parameters, credentials and privileges."""

import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import timedelta

from simulators.proxmox import listing
from simulators.proxmox.ceph import CephRoutes
from simulators.proxmox.drives import Driving
from simulators.proxmox.graphs import Graphs
from simulators.proxmox.guests import Configuring
from simulators.proxmox.inside import Inside
from simulators.proxmox.protection import Protecting
from simulators.proxmox.refusal import Refusal
from simulators.proxmox.storage import Storing
from simulators.proxmox.upkeep import Keeping
from simulators.proxmox.zfs import Zfs

AREAS = (Graphs, Inside, Configuring, Protecting, Driving, Storing, Zfs, CephRoutes, Keeping)
"""Each has ``route(path)``: what answers it and the parameters it knows, or ``None``."""

TICKET_LIFE = timedelta(hours=2)
_TOKEN = re.compile(r"PVEAPIToken=([^=]+)=(.*)")
_COOKIE = re.compile(r"PVEAuthCookie=([^;]+)")


@dataclass(frozen=True, slots=True)
class Request:
    """What arrived, whole."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    form: dict[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back, whole."""

    status: int
    reason: str
    body: bytes
    content_type: str = "application/json;charset=UTF-8"
    headers: dict[str, str] = field(default_factory=dict)


class Api:
    """``/api2/json`` over one estate."""

    def __init__(self, estate, node=None):
        self.estate = estate
        self.node = node
        """Whose endpoint this is; the first one's unless said."""

        self.tickets = estate.tickets
        self._routes = {
            "/version": (self._version, ()),
            "/access/permissions": (self._permissions, ("userid", "path")),
            "/cluster/status": (self._members, ()),
            "/cluster/resources": (self._resources, ("type",)),
            "/nodes": (self._nodes, ()),
        }
        self._areas = tuple(area(estate) for area in AREAS)

    def answer(self, request, path):
        """The answer to ``path``, which is without the ``/api2/json`` before it."""
        try:
            return self._good(self._data(request, path))
        except Refusal as refusal:
            return self._bad(refusal)

    def _data(self, request, path):
        if path == "/access/ticket" and request.method == "POST":
            return self._ticket(request.form)
        account = self._account(request.headers)
        route = self._route(path)
        if route is None or request.method != "GET":
            raise Refusal(501, f"Method '{request.method} {path}' not implemented")
        handle, known = route
        unknown = {
            name: "property is not defined in schema and the schema does not allow additional "
            "properties"
            for name in request.query
            if name not in known
        }
        if unknown:
            raise Refusal(400, "Parameter verification failed.", unknown)
        return handle(account, request.query)

    def _route(self, path):
        if path in self._routes:
            return self._routes[path]
        found = (area.route(path) for area in self._areas)
        return next((route for route in found if route is not None), None)

    def _good(self, data):
        return Answer(200, "OK", json.dumps({"data": data}).encode())

    def _bad(self, refusal):
        body = {"data": None}
        if refusal.errors:
            body["errors"] = refusal.errors
        if self.estate.major >= 9:
            body["message"] = f"{refusal.reason}\n"
        return Answer(refusal.status, refusal.reason, json.dumps(body).encode())

    def _account(self, headers):
        token = _TOKEN.fullmatch(headers.get("authorization", ""))
        if token:
            return self._token(token[1], token[2])
        cookie = _COOKIE.search(headers.get("cookie", ""))
        if cookie:
            return self._holder(cookie[1])
        raise Refusal(401, "No ticket")

    def _token(self, token_id, value):
        account = self.estate.tokens.get(token_id)
        if account is None:
            raise Refusal(401, f"no such token '{token_id.partition('!')[2]}'")
        if account.secret != value:
            raise Refusal(401, "invalid token value!")
        return account

    def _holder(self, ticket):
        user, issued_at = self.tickets.get(ticket, (None, None))
        if user is None or self.estate.now - issued_at >= TICKET_LIFE:
            raise Refusal(401, "permission denied - invalid PVE ticket")
        return self.estate.users[user]

    def _ticket(self, form):
        known = {"username", "password", "otp", "realm", "tfa-challenge", "new-format"}
        unknown = dict.fromkeys(form.keys() - known, "property is not defined in schema")
        absent = dict.fromkeys(
            ("username", "password"), "property is missing and it is not optional"
        )
        errors = unknown | {n: why for n, why in absent.items() if n not in form}
        if errors:
            raise Refusal(400, "Parameter verification failed.", errors)
        account = self.estate.users.get(form["username"])
        if account is None or not self._is_proof(account, form["password"]):
            raise Refusal(401, "authentication failure")
        return self._granted(account)

    def _is_proof(self, account, proof):
        if proof == account.secret:
            return True
        user, issued_at = self.tickets.get(proof, (None, None))
        return user == account.name and self.estate.now - issued_at < TICKET_LIFE

    def _granted(self, account):
        stamp = f"{account.name}:{int(self.estate.now.timestamp()):X}:{len(self.tickets)}"
        if account.second_factor:
            return {"ticket": f"PVE:!tfa!{stamp}", "username": account.name, "NeedTFA": 1}
        ticket = f"PVE:{stamp}::{hashlib.sha256(stamp.encode()).hexdigest()}=="
        self.tickets[ticket] = (account.name, self.estate.now)
        csrf = f"{int(self.estate.now.timestamp()):X}:csrf"
        granted = {"ticket": ticket, "username": account.name, "CSRFPreventionToken": csrf}
        return granted | {"cap": {}, "clustername": self.estate.cluster}

    def _version(self, account, query):
        return {
            "version": self.estate.version,
            "release": self.estate.release,
            "repoid": "0" * 16,
        }

    def _permissions(self, account, query):
        return {
            path: dict.fromkeys(sorted(privileges), 1)
            for path, privileges in account.granted.items()
        }

    def _members(self, account, query):
        if not account.may("/", "Sys.Audit"):
            raise Refusal(403, "Permission check failed (/, Sys.Audit)")
        return listing.members(self.estate, self.node)

    def _resources(self, account, query):
        kind = query.get("type")
        if kind not in {None, "vm", "storage", "node", "sdn"}:
            known = "does not have a value in the enumeration 'vm, storage, node, sdn'"
            text = f"value '{kind}' {known}"
            raise Refusal(400, "Parameter verification failed.", {"type": text})
        return listing.resources(self.estate, account, kind)

    def _nodes(self, account, query):
        return listing.nodes(self.estate, account)
