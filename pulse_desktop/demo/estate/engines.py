"""The container engines of the main site, as tables."""

from pulse_desktop.demo.estate.engine import (
    HOST_NETWORK,
    UBUNTU,
    Engine,
    Project,
    Service,
    alone,
    gib,
)
from pulse_desktop.demo.estate.guests import guest
from pulse_desktop.demo.subject import CurveRole

RESTARTING = "sftp-ingest"
"""The container that cannot keep running."""

_EDGE_APPS, _OPS_SERVICES = guest("edge-apps-01"), guest("ops-services-01")
"""Their machines are guests of the hypervisor's cluster."""

_SYSTEM, _KERNEL = UBUNTU
_EXPORTER = "prom/node-exporter:v1.8.2"
_POSTGRES = "postgres:16.6"

EDGE = Engine(
    connection="demo-edge-apps",
    title="Edge Apps 01",
    machine=_EDGE_APPS.name,
    address=_EDGE_APPS.address,
    cpus=_EDGE_APPS.size.cores,
    memory=_EDGE_APPS.memory,
    system=_SYSTEM,
    kernel=_KERNEL,
    projects=(
        Project(
            "customer-portal",
            (
                Service(
                    "web",
                    "nginx:1.27.3-alpine",
                    CurveRole.WEB,
                    ((8080, 80),),
                    ("/srv/portal/site:/usr/share/nginx/html",),
                    is_checked=True,
                ),
                Service(
                    "api", "registry.home.arpa/portal-api:4.12.0", CurveRole.API, ((8081, 8000),)
                ),
                Service(
                    "db",
                    _POSTGRES,
                    CurveRole.DATABASE,
                    volumes=("portal-db:/var/lib/postgresql/data",),
                    is_checked=True,
                    memory_limit=gib(2),
                ),
                Service("cache", "redis:7.4.1-alpine", CurveRole.CACHE, memory_limit=gib(1)),
            ),
        ),
        Project(
            "inventory",
            (
                Service(
                    "api",
                    "registry.home.arpa/inventory-api:2.8.3",
                    CurveRole.API,
                    ((8090, 8000),),
                    is_checked=True,
                    given_name="inventory-api",
                ),
                Service("worker", "registry.home.arpa/inventory-api:2.8.3", CurveRole.QUEUE),
                Service(
                    "db", "mariadb:11.6.2", CurveRole.DATABASE, volumes=("stock:/var/lib/mysql",)
                ),
            ),
        ),
        Project(
            "edge-proxy",
            (
                Service(
                    "traefik",
                    "traefik:v3.2.3",
                    CurveRole.INGRESS,
                    ((80, 80), (443, 443)),
                    ("/srv/proxy:/etc/traefik", "certificates:/acme"),
                    given_name="edge-proxy",
                ),
                Service("crowdsec", "crowdsecurity/crowdsec:v1.6.4", CurveRole.SECURITY),
            ),
        ),
        alone(
            Service(
                "vaultwarden",
                "vaultwarden/server:1.32.7",
                CurveRole.SECURITY,
                ((8222, 80),),
                ("vaultwarden:/data",),
                is_checked=True,
                given_name="vaultwarden",
            )
        ),
        alone(
            Service(
                "uptime-kuma",
                "louislam/uptime-kuma:1.23.16",
                CurveRole.MONITORING,
                ((3001, 3001),),
                ("kuma:/app/data",),
                is_checked=True,
                given_name="uptime-kuma",
            )
        ),
        Project(
            "edge-telemetry",
            (
                Service("node-exporter", _EXPORTER, CurveRole.MONITORING, network=HOST_NETWORK),
                Service("cadvisor", "gcr.io/cadvisor/cadvisor:v0.49.2", CurveRole.MONITORING),
            ),
        ),
    ),
)

OPS = Engine(
    connection="demo-ops-services",
    title="Ops Services 01",
    machine=_OPS_SERVICES.name,
    address=_OPS_SERVICES.address,
    cpus=_OPS_SERVICES.size.cores,
    memory=_OPS_SERVICES.memory,
    system=_SYSTEM,
    kernel=_KERNEL,
    projects=(
        Project(
            "postgres-archive",
            (
                Service(
                    "db",
                    _POSTGRES,
                    CurveRole.DATABASE,
                    ((5432, 5432),),
                    ("archive-db:/var/lib/postgresql/data",),
                    is_checked=True,
                    given_name="postgres-archive",
                ),
            ),
        ),
        alone(
            Service(
                "backup-coordinator",
                "registry.home.arpa/backup-coordinator:1.9.0",
                CurveRole.BACKUP,
                volumes=("/srv/backup:/work",),
                given_name="backup-coordinator",
            )
        ),
        alone(
            Service(
                RESTARTING,
                "registry.home.arpa/sftp-ingest:0.9.2",
                CurveRole.QUEUE,
                ((2222, 22),),
                ("/srv/inbox:/inbox",),
                is_checked=True,
                given_name=RESTARTING,
                memory_limit=gib(1) // 2,
            )
        ),
        Project(
            "metrics",
            (
                Service(
                    "prometheus",
                    "prom/prometheus:v3.0.1",
                    CurveRole.MONITORING,
                    ((9090, 9090),),
                    ("prometheus:/prometheus",),
                    given_name="prometheus",
                ),
                Service("alertmanager", "prom/alertmanager:v0.27.0", CurveRole.MONITORING),
                Service(
                    "grafana",
                    "grafana/grafana:11.4.0",
                    CurveRole.MONITORING,
                    ((3000, 3000),),
                    ("grafana:/var/lib/grafana",),
                ),
                Service("loki", "grafana/loki:3.3.2", CurveRole.STORAGE, volumes=("loki:/loki",)),
                Service(
                    "agent",
                    "grafana/agent:v0.43.4",
                    CurveRole.MONITORING,
                    network=HOST_NETWORK,
                    given_name="grafana-agent",
                ),
            ),
        ),
        Project(
            "code",
            (
                Service(
                    "gitea",
                    "gitea/gitea:1.22.6",
                    CurveRole.CI,
                    ((3010, 3000), (2200, 22)),
                    ("gitea:/data",),
                    is_checked=True,
                ),
                Service("runner", "gitea/act_runner:0.2.11", CurveRole.CI),
                Service(
                    "registry",
                    "registry:2.8.3",
                    CurveRole.STORAGE,
                    ((5000, 5000),),
                    ("images:/var/lib/registry",),
                ),
                Service("migrate", "gitea/gitea:1.22.6", CurveRole.BATCH, has_ended=True),
            ),
        ),
    ),
)

ENGINES = (EDGE, OPS)
