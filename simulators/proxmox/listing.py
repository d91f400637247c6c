"""The rows that the product makes of an estate, filtered by what an account may see."""

from simulators.proxmox.estate import SAMPLE_S


def members(estate, local=None):
    """``/cluster/status``, as the node ``local`` tells it."""
    local = local or estate.nodes[0].name
    rows = [_member(estate, index, node, local) for index, node in enumerate(estate.nodes)]
    if estate.cluster is None:
        return rows
    cluster = {
        "type": "cluster",
        "id": "cluster",
        "name": estate.cluster,
        "nodes": len(estate.nodes),
        "quorate": estate.quorate,
        "version": 3,
    }
    return [cluster, *rows]


def _member(estate, index, node, local):
    return {
        "type": "node",
        "id": f"node/{node.name}",
        "name": node.name,
        "nodeid": 0 if estate.cluster is None else index + 1,
        "ip": node.ip,
        "online": int(node.is_online),
        "local": int(node.name == local),
        "level": "",
    }


def nodes(estate, account):
    """``/nodes``."""
    return [
        _node(estate, node, account) | {"ssl_fingerprint": node.fingerprint}
        for node in estate.nodes
    ]


def _node(estate, node, account):
    row = {
        "id": f"node/{node.name}",
        "node": node.name,
        "type": "node",
        "status": "online" if node.is_online else "offline",
        "level": "",
    }
    if not account.may(f"/nodes/{node.name}", "Sys.Audit"):
        return row
    if not node.is_online:
        return row | {"maxcpu": node.maxcpu, "maxmem": node.maxmem, "cpu": 0, "mem": 0}
    return row | {
        "cpu": node.cpu,
        "maxcpu": node.maxcpu,
        "mem": node.mem,
        "maxmem": node.maxmem,
        "disk": node.disk,
        "maxdisk": node.maxdisk,
        "uptime": node.uptime_s + _sample_s(estate),
    }


def resources(estate, account, kind=None):
    """``/cluster/resources``, of one ``kind`` (vm, storage, node, sdn) or all."""
    rows = []
    if kind in {None, "vm"}:
        rows += [_guest(estate, g, account) for g in estate.guests if _sees_guest(account, g)]
        pools = sorted({g.pool for g in estate.guests if g.pool})
        rows += [{"id": f"/pool/{p}", "type": "pool", "pool": p} for p in pools if kind is None]
    if kind in {None, "node"}:
        rows += [_node(estate, node, account) for node in estate.nodes]
    if kind in {None, "storage"}:
        rows += list(_storages(estate, account))
    if kind in {None, "sdn"}:
        first = estate.nodes[0].name
        sdn = {"id": f"sdn/{first}/localnetwork", "sdn": "localnetwork", "node": first}
        rows.append(sdn | {"type": "sdn", "status": "ok"})
    return rows


def _sees_guest(account, guest):
    in_pool = guest.pool is not None and account.may(f"/pool/{guest.pool}", "VM.Audit")
    return in_pool or account.may(f"/vms/{guest.vmid}", "VM.Audit")


def _guest(estate, guest, account):
    row = {
        "id": f"{guest.type}/{guest.vmid}",
        "vmid": guest.vmid,
        "type": guest.type,
        "node": guest.node,
    }
    row |= {k: v for k in ("tags", "lock", "hastate") if (v := getattr(guest, k)) is not None}
    if guest.pool and account.may(f"/pool/{guest.pool}", "Pool.Audit"):
        row["pool"] = guest.pool
    if not estate.node(guest.node).is_online:
        return row | {"status": "unknown"}
    return row | _figures(estate, guest)


def _figures(estate, guest):
    runs = guest.status in {"running", "paused"}
    uptime_s = max(_sample_s(estate) - guest.boot_s, 0) if runs else 0
    counter = guest.rate * uptime_s
    figures = {
        "name": guest.name,
        "status": guest.status,
        "template": guest.template,
        "cpu": guest.cpu if runs else 0,
        "maxcpu": guest.maxcpu,
        "mem": guest.mem if runs else 0,
        "maxmem": guest.maxmem,
        "disk": guest.disk if runs and guest.type == "lxc" else 0,
        "maxdisk": guest.maxdisk,
        "uptime": uptime_s,
        "netin": counter,
        "netout": counter * 2,
        "diskread": counter * 3,
        "diskwrite": counter * 4,
    }
    if estate.major >= 9:
        figures["memhost"] = guest.mem + 1 if runs and guest.type == "qemu" else 0
    return figures


def _storages(estate, account):
    for storage in estate.storages:
        if not account.may(f"/storage/{storage.name}", "Datastore.Audit"):
            continue
        for node in storage.nodes:
            if not storage.is_enabled:
                continue
            is_up = storage.is_active and storage.status == "available"
            is_fresh = estate.node(node).is_online and is_up
            yield {
                "id": f"storage/{node}/{storage.name}",
                "type": "storage",
                "storage": storage.name,
                "node": node,
                "plugintype": storage.plugintype,
                "content": storage.content,
                "shared": storage.shared,
                "status": "available" if is_fresh else "unknown",
                "disk": storage.disk if is_fresh else 0,
                "maxdisk": storage.maxdisk if is_fresh else 0,
            }


def _sample_s(estate):
    return int(estate.clock_s // SAMPLE_S * SAMPLE_S)
