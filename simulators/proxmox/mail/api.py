"""The product's answers: strict about paths, parameters, tickets and roles."""

import hashlib
import json
import re
from datetime import timedelta

from simulators.proxmox.api import Answer, Refusal
from simulators.proxmox.mail import listing
from simulators.proxmox.mail.estate import QUEUES

TICKET_LIFE = timedelta(hours=2)
_COOKIE = re.compile(r"PMGAuthCookie=([^;]+)")
_REALM = re.compile(r"@(pam|pmg|quarantine)$")
_UNDEFINED = "property is not defined in schema and the schema does not allow additional properties"
_ABSENT = "property is missing and it is not optional"
_FORM = frozenset({"username", "password", "otp", "realm", "path", "tfa-challenge"})

ALL = frozenset({"admin", "helpdesk", "qmanager", "audit", "quser"})
READERS = frozenset({"admin", "helpdesk", "qmanager", "audit"})
AUDITORS = frozenset({"admin", "helpdesk", "audit"})
"""Managers of the quarantine do not see the queues."""


class MailApi:
    """``/api2/json`` over one estate."""

    def __init__(self, estate):
        self.estate = estate
        self.tickets = {}
        span = ("starttime", "endtime", "year", "month", "day")
        self._routes = {
            "/version": (self._version, ALL, ()),
            "/nodes": (self._nodes, ALL, ()),
            "/config/cluster/status": (self._members, READERS, ("list_single_node",)),
            "/config/domains": (self._domains, READERS, ()),
            "/statistics/mail": (self._mail, READERS, span),
            "/statistics/spamscores": (self._scores, READERS, span),
            "/quarantine/spamstatus": (self._spam, READERS, ()),
            "/quarantine/virusstatus": (self._virus, READERS, ()),
        }
        self._of_node = {
            "status": (self._status, READERS, ()),
            "postfix/qshape": (self._waiting, AUDITORS, ("queue",)),
            "backup": (self._archives, AUDITORS, ()),
        }

    def answer(self, request, path):
        """The answer to ``path``, which is without the ``/api2/json`` before it."""
        try:
            data = self._data(request, path)
        except Refusal as refusal:
            return self._bad(refusal)
        return Answer(200, "OK", json.dumps({"data": data}).encode())

    def _data(self, request, path):
        if path == "/access/ticket" and request.method == "POST":
            return self._ticket(request.form)
        role = self._role(request.headers)
        handle, roles, known = self._route(request.method, path)
        if role not in roles:
            raise Refusal(403, "Permission check failed")
        unknown = {name: _UNDEFINED for name in request.query if name not in known}
        if unknown:
            raise Refusal(400, "Parameter verification failed.", unknown)
        return handle(request.query)

    def _route(self, method, path):
        found = self._routes.get(path)
        of_node = re.fullmatch(r"/nodes/([^/]+)/(.+)", path)
        if found is None and of_node and of_node[2] in self._of_node:
            handle, roles, known = self._of_node[of_node[2]]
            found = (lambda query: handle(self._reached(of_node[1]), query), roles, known)
        if found is None or method != "GET":
            raise Refusal(501, f"Method '{method} {path}' not implemented")
        return found

    def _reached(self, name):
        node = self.estate.node(name)
        if node is None:
            raise Refusal(500, f"unable to get remote IP address for node '{name}'")
        if not node.is_reachable:
            raise Refusal(595, "No route to host")
        return node

    def _bad(self, refusal):
        body = {"data": None}
        if refusal.errors:
            body["errors"] = refusal.errors
        if self.estate.major >= 9:
            body["message"] = f"{refusal.reason}\n"
        return Answer(refusal.status, refusal.reason, json.dumps(body).encode())

    def _role(self, headers):
        if "apitoken" in headers.get("authorization", "").lower():
            raise Refusal(401, "API tokens not implemented")
        cookie = _COOKIE.search(headers.get("cookie", ""))
        if not cookie:
            raise Refusal(401, "No ticket")
        account = self._holder(cookie[1])
        if account is None:
            raise Refusal(401, "permission denied - invalid PMG ticket")
        if not account.is_enabled:
            raise Refusal(401, f"user '{account.name}' is disabled")
        return account.role

    def _holder(self, ticket):
        user, issued_at = self.tickets.get(ticket, (None, None))
        if user is None or self.estate.now - issued_at >= TICKET_LIFE:
            return None
        return self.estate.users.get(user)

    def _ticket(self, form):
        errors = dict.fromkeys(form.keys() - _FORM, _UNDEFINED)
        errors |= {n: _ABSENT for n in ("username", "password") if n not in form}
        if len(form.get("username", "")) > 64:
            errors["username"] = "value may only be 64 characters long"
        if errors:
            raise Refusal(400, "Parameter verification failed.", errors)
        name = form["username"]
        name = name if _REALM.search(name) else f"{name}@{form.get('realm', 'quarantine')}"
        account = self.estate.users.get(name)
        if account is None or not account.is_enabled or not self._proves(account, form["password"]):
            raise Refusal(401, "authentication failure")
        return self._granted(account)

    def _proves(self, account, proof):
        return proof == account.secret or self._holder(proof) is account

    def _granted(self, account):
        stamp = f"{account.name}:{int(self.estate.now.timestamp()):X}:{len(self.tickets)}"
        if account.second_factor:
            return {"ticket": f"PMG:!tfa!{stamp}", "username": account.name, "NeedTFA": 1}
        ticket = f"PMG:{stamp}::{hashlib.sha256(stamp.encode()).hexdigest()}=="
        self.tickets[ticket] = (account.name, self.estate.now)
        csrf = f"{int(self.estate.now.timestamp()):X}:csrf"
        granted = {"ticket": ticket, "username": account.name, "CSRFPreventionToken": csrf}
        return granted | {"role": account.role}

    def _version(self, query):
        told = {"version": self.estate.version, "release": self.estate.release}
        return told | {"repoid": "42245585286a"}

    def _nodes(self, query):
        return [{"node": node.name} for node in self.estate.nodes]

    def _members(self, query):
        asked = query.get("list_single_node", "0")
        if asked not in {"0", "1"}:
            text = {"list_single_node": f"type check ('boolean') failed - got '{asked}'"}
            raise Refusal(400, "Parameter verification failed.", text)
        return listing.members(self.estate, lists_single_node=asked == "1")

    def _domains(self, query):
        return [{"domain": name, "comment": text} for name, text in self.estate.domains.items()]

    def _mail(self, query):
        return listing.mail(self.estate, *self._span(query))

    def _scores(self, query):
        return listing.scores(self.estate, *self._span(query))

    def _span(self, query):
        """Without parameters the last 24 hours, which is yesterday."""
        now_s = int(self.estate.now.timestamp())
        asked = (query.get("starttime", now_s - 86_400), query.get("endtime", now_s))
        errors = {
            name: f"type check ('integer') failed - got '{text}'"
            for name, text in zip(("starttime", "endtime"), asked, strict=True)
            if not str(text).isdecimal()
        }
        if errors:
            raise Refusal(400, "Parameter verification failed.", errors)
        return tuple(map(int, asked))

    def _spam(self, query):
        return listing.held(self.estate.spam_held, 0.03125)

    def _virus(self, query):
        return listing.held(self.estate.virus_held, 0.5)

    def _status(self, node, query):
        return listing.status(self.estate, node)

    def _archives(self, node, query):
        return listing.archives(self.estate, node)

    def _waiting(self, node, query):
        queue = query.get("queue", "deferred")
        if queue not in QUEUES:
            known = f"does not have a value in the enumeration '{', '.join(QUEUES)}'"
            text = {"queue": f"value '{queue}' {known}"}
            raise Refusal(400, "Parameter verification failed.", text)
        return listing.waiting(node, queue)
