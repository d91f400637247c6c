"""The gateway's figures in the types that it sends them in: now a number, now text."""

from datetime import UTC, datetime, timedelta

COLUMNS = ("5m", "10m", "20m", "40m", "80m", "160m", "320m", "640m", "1280m", "1280m+")


def status(estate, node):
    """``/nodes/{node}/status``."""
    return {
        "time": int(estate.now.timestamp()),
        "insync": node.insync,
        "uptime": node.uptime_s + int(estate.offset_s),
        "cpu": node.cpu,
        "wait": node.wait,
        "loadavg": list(node.loadavg),
        "memory": _space(node.mem, node.maxmem),
        "swap": _space(0, 8 * 1024**3),
        "rootfs": _space(node.disk, node.maxdisk)
        | {"avail": max(node.maxdisk - node.disk - 1024**3, 0)},
        "kversion": "Linux 7.2.5 #1 SMP",
        "pmgversion": f"pmg-api/{estate.version}/42245585286a",
        "cpuinfo": {"cpus": 8, "cores": 6, "sockets": 1, "model": "Core i3-1315U"},
    }


def members(estate, *, lists_single_node):
    """``/config/cluster/status``: a node that cannot be reached brings only its error."""
    if len(estate.nodes) == 1 and not lists_single_node:
        return []
    return [_member(estate, node) for node in estate.nodes]


def _member(estate, node):
    row = {"cid": node.cid, "name": node.name, "ip": node.ip, "type": node.type}
    row |= {"fingerprint": "-", "hostrsapubkey": "-", "rootrsapubkey": "-"}
    if not node.is_reachable:
        return row | {"conn_error": f"500 Can't connect to {node.ip}:8006 (No route to host)\n"}
    return status(estate, node) | row


def waiting(node, queue):
    """``/nodes/{node}/postfix/qshape``: text throughout, the sum of all domains first."""
    ages = node.queues.get(queue, {})
    counts = {column: str(ages.get(column, 0)) for column in COLUMNS}
    row = {"total": str(sum(ages.values())), **counts}
    rows = [{"domain": "TOTAL", **row}]
    return [*rows, {"domain": "home.arpa", **row}] if ages else rows


def mail(estate, begin_s, end_s):
    """``/statistics/mail``: whole days, the last one left out unless it is the only one."""
    first, last = _day(begin_s), _day(end_s)
    days = [first]
    if first != last:
        days = [first + timedelta(days=n) for n in range((last - first).days)]
    counted = [estate.mail[day] for day in days if day in estate.mail]
    spam, virus = sum(m.spam for m in counted), sum(m.virus for m in counted)
    came, went = sum(m.count_in for m in counted), sum(m.count_out for m in counted)
    return {
        "count": came + went,
        "count_in": came,
        "count_out": went,
        "bytes_in": came * 550,
        "bytes_out": went * 700,
        "spamcount_in": spam,
        "spamcount_out": 0,
        "viruscount_in": virus,
        "viruscount_out": 0,
        "bounces_in": 2 if came else 0,
        "bounces_out": 0,
        "junk_in": spam + virus,
        "junk_out": 0,
        "glcount": 0,
        "spfcount": 0,
        "rbl_rejects": 0,
        "pregreet_rejects": 0,
        "avptime": 0.684675025939941 if came or went else "",
    }


def scores(estate, begin_s, end_s):
    """``/statistics/spamscores``: levels are text."""
    told = mail(estate, begin_s, end_s)
    spam, all_of_it = told["spamcount_in"], told["count_in"]
    return [
        {"level": "0", "count": all_of_it - spam, "ratio": 0.8},
        {"level": "10", "count": spam, "ratio": 0.2},
    ]


def held(count, mebibytes):
    """``/quarantine/…status``: averages are text, or 0."""
    average = str(round(mebibytes * 1024 * 1024 / count, 1)) if count else 0
    return {"count": count, "mbytes": mebibytes, "avgbytes": average, "avgspam": "7.5"}


def archives(estate, node):
    """``/nodes/{node}/backup``: named after when they were made."""
    made = estate.archives if node is estate.local else []
    return [
        {
            "filename": f"pmg-backup_{at:%Y_%m_%d}_{int(at.timestamp()):08X}.tgz",
            "size": 48_211,
            "timestamp": int(at.timestamp()),
        }
        for at in made
    ]


def _space(used, total):
    return {"used": used, "total": total, "free": total - used}


def _day(seconds):
    return datetime.fromtimestamp(seconds, UTC).date()
