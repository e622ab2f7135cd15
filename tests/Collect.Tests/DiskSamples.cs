namespace Proxima.Collect.Tests;

/// <summary>Short outputs of programs that speak of disks, as they print them; names and numbers are invented.</summary>
internal static class DiskSamples
{
    public const string AtaText = """
        smartctl 7.3 2022-02-28 r5338 [x86_64-linux-6.8.12-4-pve] (local build)
        Copyright (C) 2002-22, Bruce Allen, Christian Franke, www.smartmontools.org

        === START OF INFORMATION SECTION ===
        Model Family:     Seagate IronWolf
        Device Model:     ST12000VN0007-2GS116
        Serial Number:    ZCH00001
        LU WWN Device Id: 5 000c50 0b335fb73
        Firmware Version: SC60
        User Capacity:    12,000,138,625,024 bytes [12.0 TB]
        Sector Sizes:     512 bytes logical, 4096 bytes physical
        Rotation Rate:    7200 rpm
        Form Factor:      3.5 inches
        Device is:        In smartctl database 7.3/5319
        SMART support is: Available - device has SMART capability.
        SMART support is: Enabled

        === START OF READ SMART DATA SECTION ===
        SMART overall-health self-assessment test result: PASSED

        General SMART Values:
        Self-test execution status:      ( 249)	Self-test routine in progress...
        					90% of test remaining.
        Short self-test routine 
        recommended polling time: 	 (   1) minutes.
        Extended self-test routine
        recommended polling time: 	 (1077) minutes.

        SMART Attributes Data Structure revision number: 10
        Vendor Specific SMART Attributes with Thresholds:
        ID# ATTRIBUTE_NAME          FLAG     VALUE WORST THRESH TYPE      UPDATED  WHEN_FAILED RAW_VALUE
          1 Raw_Read_Error_Rate     0x000f   082   065   044    Pre-fail  Always       -       8731533566
          5 Reallocated_Sector_Ct   0x0033   100   100   010    Pre-fail  Always       -       8
          9 Power_On_Hours          0x0032   100   100   000    Old_age   Always       -       779 (120 44 0)
         12 Power_Cycle_Count       0x0032   100   100   020    Old_age   Always       -       21
        190 Airflow_Temperature_Cel 0x0022   077   048   050    Old_age   Always   In_the_past 23 (Min/Max 23/23)
        194 Temperature_Celsius     0x0022   023   040   000    Old_age   Always       -       23 (0 19 0 0 0)
        197 Current_Pending_Sector  0x0012   100   100   000    Old_age   Always       -       2
        198 Offline_Uncorrectable   0x0010   100   100   000    Old_age   Offline      -       1
        199 UDMA_CRC_Error_Count    0x003e   200   200   000    Old_age   Always       -       17
        200 Multi_Zone_Error_Rate   0x0023   001   001   001    Pre-fail  Always   FAILING_NOW 0
        241 Total_LBAs_Written      0x0000   100   253   000    Old_age   Offline      -       125780472

        SMART Error Log Version: 1
        No Errors Logged

        SMART Self-test log structure revision number 1
        Num  Test_Description    Status                  Remaining  LifeTime(hours)  LBA_of_first_error
        # 1  Extended offline    Completed: read failure       90%       682         65013872
        # 2  Short offline       Completed without error       00%       668         -
        # 3  Short offline       Aborted by host               10%       600         -

        """;

    public const string AtaJson = """
        {
          "json_format_version": [1, 0],
          "smartctl": {"version": [7, 3], "argv": ["smartctl", "-j", "-a", "/dev/sda"], "exit_status": 8},
          "device": {"name": "/dev/sda", "info_name": "/dev/sda [SAT]", "type": "sat", "protocol": "ATA"},
          "model_family": "Seagate IronWolf",
          "model_name": "ST12000VN0007-2GS116",
          "serial_number": "ZCH00001",
          "wwn": {"naa": 5, "oui": 3152, "id": 3006659443},
          "firmware_version": "SC60",
          "user_capacity": {"blocks": 23437770752, "bytes": 12000138625024},
          "logical_block_size": 512,
          "rotation_rate": 7200,
          "smart_support": {"available": true, "enabled": true},
          "smart_status": {"passed": true},
          "ata_smart_data": {"self_test": {
            "status": {"value": 249, "string": "in progress, 90% remaining", "remaining_percent": 90},
            "polling_minutes": {"short": 1, "extended": 1077}}},
          "ata_smart_attributes": {"revision": 10, "table": [
            {"id": 1, "name": "Raw_Read_Error_Rate", "value": 82, "worst": 65, "thresh": 44, "when_failed": "", "flags": {"prefailure": true}, "raw": {"value": 8731533566, "string": "8731533566"}},
            {"id": 5, "name": "Reallocated_Sector_Ct", "value": 100, "worst": 100, "thresh": 10, "when_failed": "", "flags": {"prefailure": true}, "raw": {"value": 8, "string": "8"}},
            {"id": 9, "name": "Power_On_Hours", "value": 100, "worst": 100, "thresh": 0, "when_failed": "", "flags": {"prefailure": false}, "raw": {"value": 188978561123083, "string": "779 (120 44 0)"}},
            {"id": 12, "name": "Power_Cycle_Count", "value": 100, "worst": 100, "thresh": 20, "when_failed": "", "flags": {"prefailure": false}, "raw": {"value": 21, "string": "21"}},
            {"id": 190, "name": "Airflow_Temperature_Cel", "value": 77, "worst": 48, "thresh": 50, "when_failed": "past", "flags": {"prefailure": false}, "raw": {"value": 387383319, "string": "23 (Min/Max 23/23)"}},
            {"id": 194, "name": "Temperature_Celsius", "value": 23, "worst": 40, "thresh": 0, "when_failed": "", "flags": {"prefailure": false}, "raw": {"value": 81604378647, "string": "23 (0 19 0 0 0)"}},
            {"id": 197, "name": "Current_Pending_Sector", "value": 100, "worst": 100, "thresh": 0, "when_failed": "", "flags": {"prefailure": false}, "raw": {"value": 2, "string": "2"}},
            {"id": 198, "name": "Offline_Uncorrectable", "value": 100, "worst": 100, "thresh": 0, "when_failed": "", "flags": {"prefailure": false}, "raw": {"value": 1, "string": "1"}},
            {"id": 199, "name": "UDMA_CRC_Error_Count", "value": 200, "worst": 200, "thresh": 0, "when_failed": "", "flags": {"prefailure": false}, "raw": {"value": 17, "string": "17"}},
            {"id": 200, "name": "Multi_Zone_Error_Rate", "value": 1, "worst": 1, "thresh": 1, "when_failed": "now", "flags": {"prefailure": true}, "raw": {"value": 0, "string": "0"}},
            {"id": 241, "name": "Total_LBAs_Written", "value": 100, "worst": 253, "thresh": 0, "when_failed": "", "flags": {"prefailure": false}, "raw": {"value": 125780472, "string": "125780472"}}]},
          "power_on_time": {"hours": 779},
          "power_cycle_count": 21,
          "temperature": {"current": 23},
          "ata_smart_error_log": {"summary": {"revision": 1, "count": 0}},
          "ata_smart_self_test_log": {"standard": {"revision": 1, "count": 3, "table": [
            {"type": {"value": 2, "string": "Extended offline"}, "status": {"value": 121, "string": "Completed: read failure", "remaining_percent": 90, "passed": false}, "lifetime_hours": 682, "lba": 65013872},
            {"type": {"value": 1, "string": "Short offline"}, "status": {"value": 0, "string": "Completed without error", "passed": true}, "lifetime_hours": 668},
            {"type": {"value": 1, "string": "Short offline"}, "status": {"value": 17, "string": "Aborted by host", "remaining_percent": 10}, "lifetime_hours": 600}]}}
        }

        """;

    public const string NvmeText = """
        smartctl 7.4 2023-08-01 r5530 [x86_64-linux-6.8.12-4-pve] (local build)

        === START OF INFORMATION SECTION ===
        Model Number:                       Example SSD 980 PRO 1TB
        Serial Number:                      S5GX000001
        Firmware Version:                   5B2QGXA7
        Total NVM Capacity:                 1,000,204,886,016 [1.00 TB]
        Number of Namespaces:               1
        Namespace 1 Size/Capacity:          1,000,204,886,016 [1.00 TB]
        Namespace 1 Formatted LBA Size:     512
        Namespace 1 IEEE EUI-64:            002538 b911b00001

        === START OF SMART DATA SECTION ===
        SMART overall-health self-assessment test result: FAILED!
        - available spare has fallen below threshold

        SMART/Health Information (NVMe Log 0x02)
        Critical Warning:                   0x01
        Temperature:                        41 Celsius
        Available Spare:                    3%
        Available Spare Threshold:          10%
        Percentage Used:                    91%
        Data Units Read:                    2,240,851 [1.14 TB]
        Data Units Written:                 1,924,718 [985 GB]
        Host Read Commands:                 24,655,499
        Host Write Commands:                15,885,775
        Controller Busy Time:               377
        Power Cycles:                       1,304
        Power On Hours:                     11,642
        Unsafe Shutdowns:                   139
        Media and Data Integrity Errors:    4
        Error Information Log Entries:      5
        Warning  Comp. Temperature Time:    4
        Critical Comp. Temperature Time:    0
        Temperature Sensor 1:               41 Celsius
        Temperature Sensor 2:               47 Celsius

        Self-test Log (NVMe Log 0x06)
        Self-test status: Short self-test in progress (28% completed)
        Num  Test_Description  Status                       Power_on_Hours  Failing_LBA  NSID Seg SCT Code
         0   Extended          Completed without error               11600            -     -   -   -    -
         1   Short             Completed: failed segments            10000     99887766     1   2   -    -

        """;

    public const string NvmeJson = """
        {
          "smartctl": {"version": [7, 4], "argv": ["smartctl", "-j", "-a", "/dev/nvme0"], "exit_status": 8},
          "device": {"name": "/dev/nvme0", "info_name": "/dev/nvme0", "type": "nvme", "protocol": "NVMe"},
          "model_name": "Example SSD 980 PRO 1TB", "serial_number": "S5GX000001", "firmware_version": "5B2QGXA7",
          "nvme_total_capacity": 1000204886016, "nvme_number_of_namespaces": 1,
          "nvme_namespaces": [{"id": 1, "size": {"bytes": 1000204886016}, "formatted_lba_size": 512, "eui64": {"oui": 9528, "ext_id": 794865696769}}],
          "user_capacity": {"bytes": 1000204886016}, "logical_block_size": 512,
          "smart_support": {"available": true, "enabled": true},
          "smart_status": {"passed": false, "nvme": {"value": 1}},
          "nvme_smart_health_information_log": {"critical_warning": 1, "temperature": 41, "available_spare": 3, "available_spare_threshold": 10,
            "percentage_used": 91, "data_units_read": 2240851, "data_units_written": 1924718, "host_reads": 24655499, "host_writes": 15885775,
            "controller_busy_time": 377, "power_cycles": 1304, "power_on_hours": 11642, "unsafe_shutdowns": 139, "media_errors": 4,
            "num_err_log_entries": 5, "warning_temp_time": 4, "critical_comp_time": 0, "temperature_sensors": [41, 47]},
          "temperature": {"current": 41}, "power_cycle_count": 1304, "power_on_time": {"hours": 11642},
          "nvme_self_test_log": {"current_self_test_operation": {"value": 1, "string": "Short self-test in progress"},
            "current_self_test_completion_percent": 28,
            "table": [{"self_test_code": {"value": 2, "string": "Extended"}, "self_test_result": {"value": 0, "string": "Completed without error"}, "power_on_hours": 11600},
              {"self_test_code": {"value": 1, "string": "Short"}, "self_test_result": {"value": 7, "string": "Completed: failed segments"}, "power_on_hours": 10000, "lba": 99887766}]}
        }

        """;

    public const string ScsiText = """
        smartctl 7.3 2022-02-28 r5338 [x86_64-linux-6.2.16-12-pve] (local build)

        === START OF INFORMATION SECTION ===
        Vendor:               HGST
        Product:              HUH721212AL5204
        Revision:             C3Q1
        Compliance:           SPC-4
        User Capacity:        12,000,138,625,024 bytes [12.0 TB]
        Logical block size:   512 bytes
        Rotation Rate:        7200 rpm
        Logical Unit id:      0x5000cca27076bfe8
        Serial number:        8HJ00001
        Device type:          disk
        Transport protocol:   SAS (SPL-4)
        SMART support is:     Available - device has SMART capability.
        SMART support is:     Enabled

        === START OF READ SMART DATA SECTION ===
        SMART Health Status: OK

        Percentage used endurance indicator: 4%
        Current Drive Temperature:     34 C
        Drive Trip Temperature:        85 C
        Accumulated power on time, hours:minutes 16003:18
        Elements in grown defect list: 3

        Error counter log:
                   Errors Corrected by           Total   Correction     Gigabytes    Total
                       ECC          rereads/    errors   algorithm      processed    uncorrected
                   fast | delayed   rewrites  corrected  invocations   [10^9 bytes]  errors
        read:          0        8         0         8      60614      16772.475           1
        write:         0      211         0       211     233430     574543.134           0
        verify:        0       73         0        73     111983       3464.820           2

        Non-medium error count:        5

        SMART Self-test log
        Num  Test              Status                 segment  LifeTime  LBA_first_err [SK ASC ASQ]
             Description                              number   (hours)
        # 1  Background short  Completed                   -     302                 - [-   -    -]
        # 2  Background long   Failed in segment -->       4     100          12345678 [0x3 0x11 0x0]

        Long (extended) Self-test duration: 34237 seconds [570.6 minutes]

        """;

    public const string ScsiJson = """
        {
          "smartctl": {"version": [7, 3], "argv": ["smartctl", "-j", "-a", "/dev/sdb"], "exit_status": 0},
          "device": {"name": "/dev/sdb", "info_name": "/dev/sdb", "type": "scsi", "protocol": "SCSI"},
          "scsi_vendor": "HGST", "scsi_product": "HUH721212AL5204", "scsi_model_name": "HGST HUH721212AL5204", "scsi_revision": "C3Q1",
          "user_capacity": {"bytes": 12000138625024}, "logical_block_size": 512, "rotation_rate": 7200,
          "logical_unit_id": "0x5000cca27076bfe8", "serial_number": "8HJ00001",
          "smart_support": {"available": true, "enabled": true}, "smart_status": {"passed": true},
          "scsi_percentage_used_endurance_indicator": 4,
          "temperature": {"current": 34, "drive_trip": 85}, "power_on_time": {"hours": 16003, "minutes": 18},
          "scsi_grown_defect_list": 3,
          "scsi_error_counter_log": {
            "read": {"total_errors_corrected": 8, "gigabytes_processed": "16772.475", "total_uncorrected_errors": 1},
            "write": {"total_errors_corrected": 211, "gigabytes_processed": "574543.134", "total_uncorrected_errors": 0},
            "verify": {"total_errors_corrected": 73, "gigabytes_processed": "3464.820", "total_uncorrected_errors": 2}},
          "scsi_self_test_0": {"code": {"value": 1, "string": "Background short"}, "result": {"value": 0, "string": "Completed"}, "power_on_time": {"hours": 302}},
          "scsi_self_test_1": {"code": {"value": 2, "string": "Background long"}, "result": {"value": 7, "string": "Failed in segment -->"}, "power_on_time": {"hours": 100}, "lba_first_failure": {"value": 12345678}},
          "scsi_extended_self_test_seconds": 34237
        }

        """;

    public const string ScanText = "/dev/sda -d sat # /dev/sda [SAT], ATA device\n# /dev/nvme0 -d nvme # /dev/nvme0, NVMe device open failed: Permission denied\n"
        + "/dev/bus/6 -d megaraid,8 # /dev/bus/6 [megaraid_disk_08], SCSI device\n";

    public const string ScanJson = """
        {"smartctl": {"version": [7, 3], "argv": ["smartctl", "--scan", "-j"], "exit_status": 0},
         "devices": [{"name": "/dev/sda", "info_name": "/dev/sda [SAT]", "type": "sat", "protocol": "ATA"},
                     {"name": "/dev/bus/6", "info_name": "/dev/bus/6 [megaraid_disk_08]", "type": "megaraid,8", "protocol": "SCSI"}]}

        """;

    public const string TwoDisks = """
        === /dev/sda ===
        Device Model:     CT1000MX500SSD1
        Serial Number:    2320E6D00001
        User Capacity:    1,000,204,886,016 bytes [1.00 TB]
        SMART overall-health self-assessment test result: PASSED

        === /dev/nvme0n1 ===
        Model Number:                       WD Red SN700 500GB
        Serial Number:                      25035L800001
        Total NVM Capacity:                 500,107,862,016 [500 GB]
        SMART overall-health self-assessment test result: PASSED

        """;

    public const string NvmeListJson = """
        {"Devices": [{"DevicePath": "/dev/nvme0n1", "Firmware": "10604103", "Index": 0, "ModelNumber": "KXG60ZNV1T02 1024GB",
          "SerialNumber": "19FA00001", "UsedBytes": 1024209543168, "MaximumLBA": 2000409264, "PhysicalSize": 1024209543168, "SectorSize": 512}]}

        """;

    public const string NvmeListTable = """
        Node                  Generic               SN                   Model                                    Namespace  Usage                      Format           FW Rev
        --------------------- --------------------- -------------------- ---------------------------------------- ---------- -------------------------- ---------------- --------
        /dev/nvme0n1          /dev/ng0n1            S4EWNX0M000001       Samsung SSD 970 EVO Plus 1TB             0x1        453.21  GB /   1.00  TB    512   B +  0 B   2B2QEXM7

        """;

    public const string NvmeSmartLog = """
        {"critical_warning": {"value": 0, "available_spare": 0}, "temperature": 324, "avail_spare": 100, "spare_thresh": 5, "percent_used": 30,
         "data_units_read": "178037231", "data_units_written": 1928683480, "host_read_commands": 5808178366, "host_write_commands": 24273507789,
         "controller_busy_time": 69549, "power_cycles": 99, "power_on_hours": 24424, "unsafe_shutdowns": 49, "media_errors": 0,
         "num_err_log_entries": 212, "temperature_sensor_1": 324}

        """;

    public const string NvmeSmartLogText = """
        Smart Log for NVME device:nvme0 namespace-id:ffffffff
        critical_warning			: 0
        temperature				: 51 °C (324 K)
        available_spare				: 100%
        available_spare_threshold		: 5%
        percentage_used				: 30%
        Data Units Read				: 178037231 (91.16 TB)
        Data Units Written			: 1928683480 (987.49 TB)
        host_read_commands			: 5808178366
        host_write_commands			: 24273507789
        controller_busy_time			: 69549
        power_cycles				: 99
        power_on_hours				: 24424
        unsafe_shutdowns			: 49
        media_errors				: 0
        num_err_log_entries			: 212
        Temperature Sensor 1			: 51 °C (324 K)

        """;

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
