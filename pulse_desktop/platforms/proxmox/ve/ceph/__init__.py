"""The Ceph cluster that the nodes form, where they form one."""
