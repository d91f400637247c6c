"""The product's answers: strict about paths, parameters, credentials and privileges."""

import hashlib
import json
import re
from datetime import timedelta
from functools import partial

from simulators.proxmox.api import Answer
from simulators.proxmox.backup import listing
from simulators.proxmox.backup.care import Caring
from simulators.proxmox.backup.graphs import PARAMETERS, Graphs

TICKET_LIFE = timedelta(hours=2)
_TOKEN = re.compile(r"PBSAPIToken=([^:]+):(.*)")
_COOKIE = re.compile(r"PBSAuthCookie=([^;]+)")
_STORE = re.compile(r"/admin/datastore/([^/]+)/(status|gc|namespace|groups|snapshots|rrd)")


class Refusal(Exception):
    """The product says no, in plain text."""

    def __init__(self, status, text):
        super().__init__(text)
        self.status, self.text = status, text


class Api:
    """``/api2/json`` over one estate."""

    def __init__(self, estate):
        self.estate = estate
        self.tickets = {}
        self._routes = {
            "/version": (self._version, ()),
            "/access/permissions": (self._permissions, ("auth-id", "path")),
            "/status/datastore-usage": (self._usage, ()),
            "/admin/datastore": (self._stores, ()),
            "/admin/gc": (self._collections, ("store",)),
            "/admin/sync": (partial(self._jobs, "sync"), ("store", "sync-direction")),
            "/admin/verify": (partial(self._jobs, "verify"), ("store",)),
            "/admin/prune": (partial(self._jobs, "prune"), ("store",)),
            "/nodes/localhost/status": (self._node, ()),
            "/nodes/localhost/tasks": (
                self._tasks,
                ("limit", "start", "since", "until", "typefilter", "statusfilter", "store"),
            ),
        }
        self._routes |= Caring(estate, Refusal).routes
        graphs = Graphs(estate, Refusal)
        self._routes["/nodes/localhost/rrd"] = (partial(self._server_graph, graphs), PARAMETERS)
        self._in_store = {
            "status": (self._store_status, ("verbose",)),
            "gc": (self._collection, ()),
            "namespace": (self._namespaces, ("parent", "max-depth")),
            "groups": (self._groups, ("ns",)),
            "snapshots": (self._backups, ("ns", "backup-type", "backup-id")),
            "rrd": (partial(self._store_graph, graphs), PARAMETERS),
        }

    def answer(self, request, path):
        """The answer to ``path``, which is without the ``/api2/json`` before it."""
        try:
            return _good(self._data(request, path))
        except Refusal as refusal:
            body = refusal.text.encode()
            return Answer(refusal.status, "", body, "text/plain; charset=UTF-8")

    def _data(self, request, path):
        if path == "/access/ticket" and request.method == "POST":
            return self._ticket(request.form)
        account = self._account(request.headers)
        handle, allowed = self._route(path)
        if handle is None or request.method != "GET":
            raise Refusal(404, f"Path '/api2/json{path}' not found.")
        _verify(request.query, allowed)
        return handle(account, request.query)

    def _route(self, path):
        if self._is_later(path):
            return None, ()
        within = _STORE.fullmatch(path)
        if within is None:
            return self._routes.get(path, (None, ()))
        handle, allowed = self._in_store[within[2]]
        if self.estate.number < (2, 2):
            allowed = tuple(name for name in allowed if name != "ns")
        return partial(handle, within[1]), allowed

    def _is_later(self, path):
        """Whether this release does not have the path yet."""
        number = self.estate.number
        return (
            (path == "/admin/gc" and number < (3, 2))
            or (path == "/admin/prune" and number < (2, 2))
            or (path.endswith("/namespace") and number < (2, 2))
        )

    def _account(self, headers):
        token = _TOKEN.fullmatch(headers.get("authorization", ""))
        if token:
            account = self.estate.tokens.get(token[1])
            if account is not None and account.secret == token[2]:
                return account
        cookie = _COOKIE.search(headers.get("cookie", ""))
        if cookie:
            user, issued_at = self.tickets.get(cookie[1], (None, None))
            if user is not None and self.estate.now - issued_at < TICKET_LIFE:
                return self.estate.users[user]
        raise Refusal(401, "authentication failed")

    def _ticket(self, form):
        _verify(form, ("username", "password", "path", "privs", "port", "tfa-challenge"))
        account = self.estate.users.get(form.get("username"))
        if account is None or not self._is_proof(account, form.get("password")):
            raise Refusal(401, "permission check failed.")
        stamp = f"{account.name}:{int(self.estate.now.timestamp()):X}:{len(self.tickets)}"
        if account.second_factor:
            return {"ticket": f"PBS:!tfa!{stamp}::c2ln", "username": account.name}
        ticket = f"PBS:{stamp}::{hashlib.sha256(stamp.encode()).hexdigest()}=="
        self.tickets[ticket] = (account.name, self.estate.now)
        return {"ticket": ticket, "username": account.name, "CSRFPreventionToken": "0:csrf"}

    def _is_proof(self, account, proof):
        if proof == account.secret:
            return True
        user, issued_at = self.tickets.get(proof, (None, None))
        return user == account.name and self.estate.now - issued_at < TICKET_LIFE

    def _version(self, account, query):
        return {
            "version": self.estate.version,
            "release": self.estate.release,
            "repoid": "0" * 40,
        }

    def _permissions(self, account, query):
        return account.granted

    def _seen(self, account):
        for store in self.estate.stores:
            if account.may(f"/datastore/{store.name}", "Datastore.Audit"):
                yield store

    def _usage(self, account, query):
        return [listing.usage(store, self.estate) for store in self._seen(account)]

    def _stores(self, account, query):
        return [listing.store(store) for store in self._seen(account)]

    def _collections(self, account, query):
        return [listing.collection(store, self.estate) for store in self._seen(account)]

    def _jobs(self, kind, account, query):
        if "sync-direction" in query and self.estate.number < (3, 3):
            raise _unknown("sync-direction")
        pushes = query.get("sync-direction") == "all"
        seen = {store.name for store in self._seen(account)}
        return [
            listing.job(job, self.estate)
            for job in self.estate.jobs
            if job.kind == kind and job.store in seen and (pushes or not job.is_push)
            if not job.remote or account.may(f"/remote/{job.remote}", "Remote.Audit")
        ]

    def _node(self, account, query):
        if not account.may("/system/status", "Sys.Audit"):
            raise Refusal(403, "permission check failed")
        return listing.node(self.estate)

    def _tasks(self, account, query):
        sees_all = account.may("/system/tasks", "Sys.Audit")
        rows = [
            listing.task(task, self.estate)
            for task in sorted(self.estate.tasks, key=lambda task: task.began_at, reverse=True)
            if sees_all or task.user == account.name
        ]
        return rows[: int(query.get("limit", 50)) or None]

    def _store(self, name, account):
        store = next((store for store in self.estate.stores if store.name == name), None)
        if not account.may(f"/datastore/{name}", "Datastore.Audit"):
            raise Refusal(403, "permission check failed")
        if store is None:
            raise Refusal(400, f"no such datastore '{name}'")
        refusal = listing.unavailable(store)
        if refusal:
            raise Refusal(400, refusal)
        return store

    def _store_status(self, name, account, query):
        return listing.space(self._store(name, account))

    def _server_graph(self, graphs, account, query):
        if not account.may("/system/status", "Sys.Audit"):
            raise Refusal(403, "permission check failed")
        return graphs.of_server(query)

    def _store_graph(self, graphs, name, account, query):
        graphs.verify(query)
        return graphs.of_store(self._store(name, account), query)

    def _collection(self, name, account, query):
        return listing.collection(self._store(name, account), self.estate)

    def _namespaces(self, name, account, query):
        return [{"ns": space} for space in self._store(name, account).spaces]

    def _space(self, name, account, query):
        store, space = self._store(name, account), query.get("ns", "")
        if space not in store.spaces:
            raise Refusal(400, f"namespace '{space}' does not exist")
        return store, store.spaces[space]

    def _groups(self, name, account, query):
        return [listing.group(group) for group in self._space(name, account, query)[1]]

    def _backups(self, name, account, query):
        store, groups = self._space(name, account, query)
        wanted = [
            group
            for group in groups
            if query.get("backup-type", group.type) == group.type
            if query.get("backup-id", group.id) == group.id
        ]
        if any(group.is_broken for group in wanted):
            raise Refusal(400, "unable to parse manifest - EOF while parsing a value")
        return [
            listing.backup(group, backup, store, self.estate)
            for group in wanted
            for backup in group.backups
        ]


def _good(data):
    body = json.dumps({"data": data}).encode()
    return Answer(200, "OK", body)


def _verify(given, allowed):
    for name in given:
        if name not in allowed:
            raise _unknown(name)


def _unknown(name):
    return Refusal(
        400,
        f"parameter verification failed - '{name}': schema does not allow additional properties.",
    )
