using Proxima.Collect.Linux.Processes;

namespace Proxima.Collect.Tests.Linux;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("app --password=hunter2", "app --password=***")]
    [InlineData("app --password hunter2 --verbose", "app --password *** --verbose")]
    [InlineData("app --db-password 'hunter2'", "app --db-password ***")]
    [InlineData("app PASSWORD=hunter2", "app PASSWORD=***")]
    [InlineData("app --token=hunter2", "app --token=***")]
    [InlineData("app --api-key hunter2", "app --api-key ***")]
    [InlineData("app --client-secret=hunter2", "app --client-secret=***")]
    [InlineData("app -p hunter2", "app -p ***")]
    [InlineData("mysql -phunter2 -u root", "mysql -p*** -u root")]
    [InlineData("/usr/bin/mysqldump -phunter2", "/usr/bin/mysqldump -p***")]
    [InlineData("sshpass -phunter2 ssh host", "sshpass -p*** ssh host")]
    [InlineData("curl -u me:hunter2 http://host", "curl -u me:*** http://host")]
    [InlineData("curl --user me:hunter2 http://host", "curl --user me:*** http://host")]
    [InlineData("curl https://me:hunter2@host/path", "curl https://me:***@host/path")]
    [InlineData("mount //nas/x -o username=me,password=hunter2,vers=3", "mount //nas/x -o username=me,password=***,vers=3")]
    [InlineData("rbd rbd:pool/image:id=admin:key=hunter2", "rbd rbd:pool/image:id=admin:key=***")]
    [InlineData("pg postgres://me:hunter2@db/name", "pg postgres://me:***@db/name")]
    [InlineData("app ghp_hunter2hunter2hunter2", "app ***")]
    [InlineData("app eyJhbGciOiJI.eyJodW50ZXIy.hunter2", "app ***")]
    [InlineData("app me:hunter2@host", "app me:***@host")]
    [InlineData("redis-cli -a hunter2 ping", "redis-cli -a *** ping")]
    [InlineData("ldapsearch -x -w hunter2", "ldapsearch -x -w ***")]
    [InlineData("smbclient -U me%hunter2 //nas/x", "smbclient -U me%*** //nas/x")]
    [InlineData("openssl rsa -passin pass:hunter2", "openssl rsa -passin ***")]
    [InlineData("docker run -e MYSQL_ROOT_PASSWORD=hunter2 mysql", "docker run -e MYSQL_ROOT_PASSWORD=*** mysql")]
    public void A_secret_in_an_argument_is_hidden(string text, string expected)
    {
        var shown = CommandLine.Shown(text.Replace(' ', '\0') + "\0");

        shown.ShouldBe(expected);
        shown.ShouldNotContain("hunter2");
    }

    [Theory]
    [InlineData("sh\0-c\0echo start; PASSWORD=hunter2 app --verbose\0")]
    [InlineData("sh\0-c\0app --password hunter2\0")]
    [InlineData("sh\0-c\0mysql -p hunter2 db\0")]
    [InlineData("sh\0-c\0export TOKEN='hunter2 with blanks'; app\0")]
    [InlineData("curl\0-H\0Authorization: Bearer hunter2\0")]
    [InlineData("curl\0-H\0X-Api-Key: hunter2\0")]
    [InlineData("curl\0-H\0Cookie: session=hunter2\0")]
    [InlineData("curl\0-H\0Authorization: PVEAPIToken=root@pam!id=hunter2\0")]
    [InlineData("app\0--json\0{\"user\": \"me\", \"password\": \"hunter2\"}\0")]
    [InlineData("app\0--PassWord\0hunter2\0")]
    [InlineData("app\0-pass\0hunter2\0")]
    public void A_secret_inside_a_longer_argument_is_hidden(string cmdline)
    {
        var shown = CommandLine.Shown(cmdline);

        shown.ShouldNotContain("hunter2");
        shown.ShouldContain("***");
    }

    [Theory]
    [InlineData("/usr/bin/kvm -id 104 -name vm,debug-threads=on -m 4096")]
    [InlineData("sshd: root@pts/0")]
    [InlineData("nginx: worker process")]
    [InlineData("/usr/sbin/cron -f")]
    [InlineData("rsync -av src host:/dst")]
    [InlineData("app --ping-interval 5 --mapping=x")]
    [InlineData("tar -a -w x")]
    [InlineData("systemd --switched-root --system --deserialize=42")]
    public void What_is_no_secret_stays_readable(string text) => CommandLine.Shown(text.Replace(' ', '\0') + "\0").ShouldBe(text);

    [Fact]
    public void An_option_behind_a_secret_option_is_no_value() => CommandLine.Shown("app\0--password\0--verbose\0").ShouldBe("app --password --verbose");

    [Fact]
    public void A_kernel_thread_has_no_command_line() => CommandLine.Shown(string.Empty).ShouldBe(string.Empty);

    [Fact]
    public void Control_characters_do_not_reach_the_screen() => CommandLine.Shown("app\0a\x1b[2Jb\0").ShouldBe("app a [2Jb");

    [Fact]
    public void A_very_long_command_line_is_cut()
    {
        var shown = CommandLine.Shown("java\0" + new string('x', 100_000));

        shown.Length.ShouldBeLessThan(9000);
        shown.ShouldEndWith("…");
    }
}
