"""How guests are protected: backups, jobs, snapshots, replication, high availability, tasks."""
