"""The rows that the product makes of an estate."""

from simulators.proxmox.backup.estate import Task


def _epoch(at):
    return int(at.timestamp())


def known(**fields):
    """A row without what is not told; names are spelt with dashes."""
    return {name.replace("_", "-"): value for name, value in fields.items() if value is not None}


def store(one):
    """A row of ``/admin/datastore``."""
    row = known(
        store=one.name,
        maintenance=one.maintenance,
        mount_status=one.mount_status,
        backend_type=one.backend,
    )
    return row | {"comment": one.comment}


def usage(one, estate):
    """A row of ``/status/datastore-usage``."""
    row = known(store=one.name, mount_status=one.mount_status, backend_type=one.backend)
    refusal = unavailable(one)
    if refusal:
        return row | {"error": refusal}
    row |= space(one) | {"history": [None, 0.4, None], "history-delta": 1800}
    row["gc-status"] = chunks(one, estate)
    return row | known(history_start=_epoch(estate.now), estimated_full_date=one.full_at)


def space(one):
    """Its bytes."""
    return {
        "total": one.total,
        "used": one.used,
        "avail": max(one.total - one.used - one.reserved, 0),
    }


def unavailable(one):
    """Why nothing can be read in it; ``None`` when it can."""
    mode, _, message = (one.maintenance or "").partition(",message=")
    if mode in {"offline", "delete", "unmount"}:
        said = message.strip('"')
        return f"datastore '{one.name}' is unavailable: {mode} maintenance mode: {said}"
    if one.mount_status == "notmounted":
        return f"datastore '{one.name}' is not mounted"
    return None


def chunks(one, estate):
    """What garbage collection counted."""
    counted = {
        "disk-bytes": one.used,
        "index-data-bytes": one.used * 5,
        "removed-bytes": 1024,
        "pending-bytes": 0,
    }
    if one.collected_at is None:
        return dict.fromkeys(counted, 0) | {"upid": None}
    task = Task("garbage_collection", one.name, one.collected_at)
    return counted | {"upid": estate.upid(task)}


def collection(one, estate):
    """A row of ``/admin/gc``."""
    row = {"store": one.name} | chunks(one, estate)
    if one.collected_at is None:
        return row
    row |= {"schedule": "daily", "next-run": _epoch(one.collected_at) + 86_400}
    if estate.number >= (3, 2):
        row |= {"last-run-endtime": _epoch(one.collected_at)}
        row |= {"last-run-state": one.collection_state}
    return row


def job(one, estate):
    """A row of ``/admin/sync``, ``/admin/verify`` or ``/admin/prune``."""
    row = known(
        id=one.id,
        store=one.store,
        schedule=one.schedule,
        next_run=_epoch(one.next_run) if one.next_run else None,
        last_run_state=one.state,
        last_run_endtime=_epoch(one.ended_at) if one.ended_at else None,
        remote=one.remote,
        remote_store="theirs" if one.kind == "sync" else None,
        sync_direction="push" if one.is_push else None,
        disable=True if one.disabled else None,
    )
    if one.ended_at:
        place = f"{one.remote}:theirs:{one.store}::{one.id}" if one.remote else None
        worker = Task(f"{one.kind}job", place or f"{one.store}:{one.id}", one.ended_at)
        row["last-run-upid"] = estate.upid(worker)
    return row


def group(one):
    """A row of ``…/groups``."""
    whole = [backup for backup in one.backups if not backup.is_unfinished]
    last = max((backup.made_at for backup in whole), default=None)
    return {
        "backup-type": one.type,
        "backup-id": one.id,
        "backup-count": len(one.backups),
        "last-backup": _epoch(last) if last else 0,
        "files": ["index.json.blob"],
        "owner": one.owner,
    }


def backup(of, one, where, estate):
    """A row of ``…/snapshots``."""
    row = {
        "backup-type": of.type,
        "backup-id": of.id,
        "backup-time": _epoch(one.made_at),
        "files": [],
        "owner": of.owner,
        "protected": one.protected,
    }
    row |= known(comment=one.comment)
    if one.is_unfinished:
        return row
    mode = "encrypt" if one.encrypted else "none"
    signed = "sign-only" if one.encrypted else "none"
    row["files"] = [
        {"filename": "drive-scsi0.img.fidx", "crypt-mode": mode, "size": one.size},
        {"filename": "index.json.blob", "crypt-mode": signed, "size": 400},
    ]
    row["size"] = one.size
    if one.verification:
        task = Task("verificationjob", f"{where.name}:v-{where.name}", estate.now)
        upid = one.verified_by or estate.upid(task)
        row["verification"] = {"state": one.verification, "upid": upid}
    return row


def task(one, estate):
    """A row of ``/nodes/localhost/tasks``, whose keys have underscores."""
    row = {
        "upid": estate.upid(one),
        "node": "localhost",
        "pid": 1000,
        "pstart": 43981,
        "starttime": _epoch(one.began_at),
        "worker_type": one.type,
        "worker_id": one.worker_id,
        "user": one.user,
    }
    if one.ended_at is not None:
        row |= {"endtime": _epoch(one.ended_at), "status": one.status}
    return row


def node(estate):
    """``/nodes/localhost/status``."""
    used, total = estate.memory
    root_used, root = estate.root
    return {
        "cpu": estate.cpu,
        "wait": 0.01,
        "uptime": estate.uptime_s + int(estate.offset_s),
        "loadavg": [0.5, 0.4, 0.3],
        "memory": {"total": total, "used": used, "free": total - used},
        "swap": {"total": 0, "used": 0, "free": 0},
        "root": {"total": root, "used": root_used, "avail": root - root_used},
        "cpuinfo": {"cpus": 8, "model": "Simulated", "sockets": 1},
        "info": {"fingerprint": "aa:" * 31 + "aa"},
    }
