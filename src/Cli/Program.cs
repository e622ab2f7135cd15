using Proxima.Server;

if (args is ["openapi", var file])
{
    await ServerApp.WriteOpenApiAsync(file, CancellationToken.None);
    return 0;
}

return 2;
