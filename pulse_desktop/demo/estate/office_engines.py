"""The container engines of the studio and the office, as tables."""

from pulse_desktop.demo.estate.engine import Engine, Project, Service, alone, gib
from pulse_desktop.demo.subject import CurveRole

_POSTGRES = "postgres:16.6"
_REDIS = "redis:7.4.1-alpine"

_STUDIO = Engine(
    connection="demo-studio-nuc",
    title="Studio NUC",
    machine="studio-nuc-01",
    address="10.20.80.13",
    cpus=16,
    memory=gib(64),
    projects=(
        Project(
            "workbench",
            (
                Service(
                    "code-server",
                    "codercom/code-server:4.96.1",
                    CurveRole.CI,
                    ((8443, 8080),),
                    ("workspace:/workspace",),
                ),
                Service("mailpit", "axllent/mailpit:v1.21.7", CurveRole.QUEUE, ((8025, 8025),)),
                Service(
                    "minio",
                    "minio/minio:RELEASE.2024-12-18",
                    CurveRole.STORAGE,
                    ((9000, 9000), (9001, 9001)),
                    ("objects:/data",),
                    is_checked=True,
                ),
                Service("db", _POSTGRES, CurveRole.DATABASE, ((5433, 5432),)),
            ),
        ),
        Project(
            "pipeline",
            (
                Service("server", "woodpeckerci/woodpecker-server:v2.8.1", CurveRole.CI),
                Service(
                    "builder",
                    "woodpeckerci/woodpecker-agent:v2.8.1",
                    CurveRole.CI,
                    volumes=("/var/run/docker.sock:/var/run/docker.sock",),
                ),
                Service("cache", _REDIS, CurveRole.CACHE),
            ),
        ),
    ),
)

_OFFICE = Engine(
    connection="demo-office-apps",
    title="Office Apps",
    machine="office-apps-01",
    address="10.20.80.15",
    cpus=8,
    memory=gib(32),
    projects=(
        Project(
            "service-desk",
            (
                Service(
                    "web", "zammad/zammad:6.4.1", CurveRole.WEB, ((8070, 3000),), is_checked=True
                ),
                Service("db", _POSTGRES, CurveRole.DATABASE, volumes=("desk-db:/data",)),
                Service("search", "elasticsearch:8.16.1", CurveRole.DATABASE, memory_limit=gib(4)),
            ),
        ),
        alone(
            Service(
                "planka",
                "plankanban/planka:1.24.3",
                CurveRole.WEB,
                ((1337, 1337),),
                given_name="planning-board",
            )
        ),
    ),
)

_PRINT = Engine(
    connection="demo-print-server",
    title="Print Server",
    machine="print-server-01",
    address="10.20.80.18",
    cpus=4,
    memory=gib(8),
    projects=(
        alone(
            Service(
                "cups",
                "olbat/cupsd:2024-12-20",
                CurveRole.QUEUE,
                ((631, 631),),
                ("spool:/var/spool/cups",),
                given_name="print-queue",
            )
        ),
        alone(
            Service(
                "scan-inbox",
                "atmoz/sftp:alpine-3.7",
                CurveRole.QUEUE,
                ((2022, 22),),
                ("/srv/scans:/inbox",),
                given_name="scan-inbox",
            )
        ),
    ),
)

ENGINES = (_STUDIO, _OFFICE, _PRINT)
