namespace Proxima.Collect.Tests.HostTools;

/// <summary>Short outputs of programs, made by hand after their formats.</summary>
internal static class HostToolSamples
{
    public const string Upsc = """
        Init SSL without certificate database
        # DEVICE:COMMENT
        battery.charge: 87
        battery.charge.low: 10
        battery.date: 2624/00/02       #<- Huh ?
        battery.runtime: 3420
        battery.voltage: 27.7
        device.mfr: American Power Conversion
        device.model: Smart-UPS 1500
        device.serial:
        input.voltage: 228.9
        ups.load: 23.4
        ups.status: OB DISCHRG LB
        """;

    public const string Apcaccess = """
        APC      : 001,017,0427
        HOSTNAME : test
        MODEL    : SMART-UPS 1000
        STATUS   : ONBATT LOWBATT
        LINEV    : 235.3 Volts
        LOADPCT  :   9.3 Percent Load Capacity
        BCHARGE  : 100.0 Percent
        TIMELEFT : 130.0 Minutes
        END APC  : Wed Sep 27 17:30:31 CEST 2000
        """;

    public const string SensorsJson = """
        {
           "nct6798-isa-02a0":{
              "Adapter": "ISA adapter",
              "in1":{
        ERROR: Can't get value of subfeature in1_beep: I/O error
                 "in1_input": 1.016,
                 "in1_min": 0.000,
                 "in1_max": 1.744,
                 "in1_alarm": 1.000
              },
              "fan1":{ "fan1_input": 900.000, },
              "Package id 0":{ "temp1_input": 45.000, "temp1_crit": 100.000 }
           }
        }
        """;

    public const string SensorsText = """
        nct6798-isa-02a0
        Adapter: ISA adapter
        in1:           +1.02 V  (min =  +0.00 V, max =  +1.74 V)  ALARM
        fan1:          900 RPM  (min =    0 RPM)
        Package id 0:  +45.0°C  (crit = +100.0°C)
        power1:       250.50 mW

        nvme-pci-0100
        Adapter: PCI adapter
        ERROR: Can't get value of subfeature temp2_min: I/O error
        Composite:    +38.9°C  (low  =  -0.1°C, high = +74.8°C)
                               (crit = +79.8°C)
        """;

    public const string Apt = """
        Listing... Done
        bash/stable 5.2.15-2+b8 amd64 [upgradable from: 5.2.15-2+b2]
        bind9-libs/stable,stable-security 1:9.18.33-1~deb12u2 amd64 [upgradable from: 1:9.18.19-1~deb12u1]
        """;

    public const string Fail2Ban = """
        Status for the jail: sshd
        |- Filter
        |  |- Currently failed:	5
        |  |- Total failed:	20
        |  `- File list:	/var/log/auth.log
        `- Actions
           |- Currently banned:	2
           |- Total banned:	10
           `- Banned IP list:	192.168.0.1 2001:db8::5
        """;

    public const string Vzdump = """
        INFO: starting new backup job: vzdump 100 101 --mode snapshot
        INFO: Starting Backup of VM 100 (qemu)
        INFO: Backup started at 2024-04-11 12:24:10
        INFO: status = running
        INFO: VM Name: web one
        INFO: backup mode: snapshot
        INFO: creating vzdump archive '/mnt/dump/vzdump-qemu-100-2024_04_11-12_24_10.vma.zst'
        INFO: archive file size: 5.50GB
        INFO: Finished Backup of VM 100 (00:01:49)
        INFO: Starting Backup of VM 101 (lxc)
        INFO: CT Name: db
        WARN: something odd
        ERROR: Backup of VM 101 failed - unable to open file - No space left on device
        INFO: Failed at 2024-04-11 12:30:00
        INFO: Backup job finished with errors
        TASK ERROR: job errors
        """;

    public const string Quorum = """
        Cluster information
        -------------------
        Name:             lab
        Config Version:   2
        Transport:        knet
        Secure auth:      on

        Quorum information
        ------------------
        Date:             Thu Feb 26 14:35:04 2026
        Quorum provider:  corosync_votequorum
        Nodes:            2
        Node ID:          0x00000001
        Ring ID:          1.13
        Quorate:          Yes

        Votequorum information
        ----------------------
        Expected votes:   3
        Highest expected: 3
        Total votes:      3
        Quorum:           2  
        Flags:            Quorate Qdevice 

        Membership information
        ----------------------
            Nodeid      Votes    Qdevice Name
        0x00000001          1    A,V,NMW 192.168.10.201 (local)
        0x00000002          1    A,V,NMW 192.168.10.202
        0x00000000          1            Qdevice
        """;
}
