using Microsoft.AspNetCore.Http;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Http;

/// <summary>What is not the API: a page at the root that says who this is, and the odd 500 for every other file.</summary>
internal static class StaticPage
{
    public static Task WriteAsync(HttpContext context, string path, PveWorld world)
    {
        if (path == "/")
        {
            var product = world.IsBackupServer ? "Proxmox Backup Server" : "Proxmox Virtual Environment";
            var html = "<!DOCTYPE html>\n<html>\n  <head>\n    <meta charset=\"utf-8\" />\n"
                + $"    <title>{world.LocalNode} - {product}</title>\n  </head>\n  <body></body>\n</html>\n";
            return ReplyWriter.TextAsync(context, 200, "OK", html, "text/html; charset=utf-8", world.Now);
        }

        return ReplyWriter.TextAsync(context, 500, $"no such file '{path}'", $"no such file '{path}'\n", null, world.Now);
    }
}
