"""Drives a Proxmox VE through proxmoxer as people do, and fails loudly where it does not behave like one."""
import sys
import time

import requests
from proxmoxer import ProxmoxAPI
from proxmoxer.core import ResourceException

requests.packages.urllib3.disable_warnings()
host, token = sys.argv[1], sys.argv[2]


def wait(api, upid):
    node = upid.split(":")[1]
    for _ in range(200):
        status = api.nodes(node).tasks(upid).status.get()
        if status["status"] == "stopped":
            return status["exitstatus"]
        time.sleep(0.1)
    raise SystemExit("task did not end: " + upid)


def drive(api, vmid):
    nodes = [n["node"] for n in api.nodes.get()]
    assert "pve1" in nodes, nodes
    node = api.nodes("pve1")
    assert any(v["vmid"] for v in node.qemu.get())
    assert int(api.cluster.nextid.get()) >= 100
    task = node.qemu.post(vmid=vmid, name="driven", memory=512, cores=1, scsi0="local-zfs:4", net0="virtio,bridge=vmbr0")
    assert wait(api, task) == "OK"
    assert node.qemu(vmid).config.get()["name"] == "driven"
    assert wait(api, node.qemu(vmid).status.start.post()) == "OK"
    assert node.qemu(vmid).status.current.get()["status"] == "running"
    assert wait(api, node.qemu(vmid).snapshot.post(snapname="s1", description="one")) == "OK"
    assert [s["name"] for s in node.qemu(vmid).snapshot.get()] == ["s1", "current"]
    try:
        node.qemu(vmid).config.put(memory="much")
        raise SystemExit("a bad parameter was taken")
    except ResourceException as refused:
        assert refused.status_code == 400, refused
        assert "Parameter verification failed." in str(refused), refused
    assert wait(api, node.qemu(vmid).status.stop.post()) == "OK"
    assert wait(api, node.qemu(vmid).delete()) == "OK"
    try:
        node.qemu(vmid).config.get()
        raise SystemExit("a deleted machine answered")
    except ResourceException as gone:
        assert gone.status_code == 500, gone


drive(ProxmoxAPI(host, user="root@pam", password="proxima", verify_ssl=False), 4711)
user, name = token.split("!")
drive(ProxmoxAPI(host, user=user, token_name=name.split("=")[0], token_value=name.split("=")[1], verify_ssl=False), 4712)
print("driven")
