namespace Proxima.Collect.Tests;

/// <summary>What programs of RAID controllers print.</summary>
internal static partial class DiskSamples
{
    public const string MegaCliDrives = """

        Adapter #0

        Enclosure Device ID: 32
        Slot Number: 4
        Media Error Count: 94
        Other Error Count: 12
        Predictive Failure Count: 4
        PD Type: SATA
        Raw Size: 558.911 GB [0x45dd2fb0 Sectors]
        Firmware state: Online, Spun Up
        SAS Address(0): 0x4433221104000000
        Inquiry Data: BTWL000000WT600TGN  INTEL SSDSC2BB600G4                     D2010370
        Media Type: Solid State Device
        Drive Temperature :26C (78.80 F)
        Drive has flagged a S.M.A.R.T alert : Yes

        Exit Code: 0x00

        """;

    public const string MegaCliVolumes = """

        Adapter 0 -- Virtual Drive Information:
        Virtual Drive: 0 (Target Id: 0)
        Name                :data
        RAID Level          : Primary-5, Secondary-0, RAID Level Qualifier-3
        Size                : 24.555 TB
        State               : Degraded
        Current Cache Policy: WriteThrough, ReadAhead, Direct, No Write Cache if Bad BBU

        Exit Code: 0x00

        """;

    public const string MegaCliBattery = """

        BBU status for Adapter: 0

        BatteryType: iBBU
        Voltage: 4069 mV
        Temperature: 29 C
        Battery State     : Operational

        BBU Firmware Status:
          Temperature                  : OK
          Battery Replacement required : Yes
        Relative State of Charge: 96 %

        Exit Code: 0x00

        """;

    public const string Storcli = """
        {"Controllers": [{"Command Status": {"Controller": 0, "Status": "Success"}, "Response Data": {
          "Basics": {"Model": "PERC H345", "Serial Number": "17A000D"}, "Version": {"Firmware Version": "5.160.01"},
          "Status": {"Controller Status": "Optimal"}, "HwCfg": {"ROC temperature(Degree Celsius)": 43},
          "VD LIST": [{"DG/VD": "0/239", "TYPE": "RAID1", "State": "Optl", "Cache": "NRWTD", "Size": "558.406 GB", "Name": "os"}],
          "Drive /c0/e252/s0": [{"EID:Slt": "252:0", "DID": 34, "State": "Onln", "Size": "14.551 TB", "Med": "HDD", "Model": "ST16000NM001G"}],
          "Drive /c0/e252/s0 - Detailed Information": {
            "Drive /c0/e252/s0 State": {"Media Error Count": 3, "Other Error Count": 0, "Drive Temperature": " 28C (82.40 F)",
              "Predictive Failure Count": 0, "S.M.A.R.T alert flagged by drive": "No"},
            "Drive /c0/e252/s0 Device attributes": {"SN": "            ZL200001", "Model Number": "ST16000NM001G", "WWN": "5000C500E54F4EBB",
              "Firmware Revision": "SN03    "}}}}]}

        """;

    public const string Ssacli = """
        Smart Array P440ar in Slot 0 (Embedded)
           Serial Number: PDNLH0
           Controller Status: OK
           Firmware Version: 3.56-0
           Controller Temperature (C): 47
           Battery/Capacitor Status: OK

           Logical Drive: 1
              Size: 5.2 TB
              Fault Tolerance: 1+0
              Status: OK
              Disk Name: /dev/sda

           physicaldrive 1I:1:4
              Status: Predictive Failure
              Interface Type: SATA
              Size: 1 TB
              Firmware Revision: 2BA30001
              Serial Number: S30YJ9
              Model: ATA     ST1000LM024
              Current Temperature (C): 29

           SEP (Vendor ID HPE, Model Smart Adapter) 379
              Firmware Version: 6.52
              Model: Smart Adapter

        """;

    public const string Arcconf = """
        Controllers found: 1
        ----------------------------------------------------------------------
        Physical Device information
        ----------------------------------------------------------------------
              Device #0
                 Device is a Hard drive
                 State                              : Online
                 Model                              : XF1230-1A0480
                 Firmware                           : ST200354
                 Serial number                      : 7CS00001
                 World-wide name                    : 5000C500813BF05B
                 Total Size                         : 457862 MB
                 S.M.A.R.T.                         : No
                 S.M.A.R.T. warnings                : 2
                 SSD                                : Yes
              Device #1
                 Device is an Enclosure Services Device
                 Model                              : SAS2X28

        """;

    public const string Ircu = """
        LSI Corporation SAS2 IR Configuration Utility.

        Read configuration has been initiated for controller 0
        ------------------------------------------------------------------------
        Controller information
        ------------------------------------------------------------------------
          Controller type                         : SAS2008
          Firmware version                        : 7.15.08.00
        IR volume 1
          Status of volume                        : Degraded (DGD)
          RAID level                              : RAID1
          Size (in MB)                            : 139236
        Device is a Hard disk
          Enclosure #                             : 1
          Slot #                                  : 0
          State                                   : Failed (FLD)
          Size (in MB)/(in sectors)               : 476940/976773167
          Model Number                            : ST9500620NS
          Firmware Revision                       : AA0D
          Serial No                               : 9XF00001
          Drive Type                              : SATA_HDD
        Device is a Enclosure services device
          Enclosure #                             : 1
          Slot #                                  : 9
          Device Type                             : Enclosure services device

        """;

    public const string Mpt = "ioc0 vol_id 0 type IM, 2 phy, 73 GB, state DEGRADED, flags ENABLED\n"
        + "ioc0 phy 1 scsi_id 32 ATA      ST3808110AS      J   , 74 GB, state ONLINE, flags NONE\n";

    public const string TwCli = """
        Unit  UnitType  Status         %RCmpl  %V/I/M  Stripe  Size(GB)  Cache  AVrfy
        ------------------------------------------------------------------------------
        u0    RAID-6    DEGRADED       -       -       256K    29802.2   Ri     ON

        VPort Status         Unit Size      Type  Phy Encl-Slot    Model
        ------------------------------------------------------------------------------
        p8    OK             u0   3.63 TB   SATA  -   /c3/e0/slt0  WDC WD4000FYYZ-01UL

        Name  OnlineState  BBUReady  Status    Volt     Temp     Hours  LastCapTest
        ---------------------------------------------------------------------------
        bbu   On           No        WeakBat   OK       OK       3      06-Feb-2014

        """;
}
