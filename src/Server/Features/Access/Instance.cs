using Proxima.Server.Platform.Auth;

namespace Proxima.Server.Features.Access;

/// <summary>What the table instance and the accounts say, as read at start.</summary>
internal sealed class Instance : IInstance
{
    private volatile string? _id;
    private volatile SetupState _setup = SetupState.Unknown;

    public string Id => _id ?? throw new InvalidOperationException("The instance is not known before the server has started.");

    public SetupState Setup => _setup;

    public void Is(string id, SetupState setup)
    {
        _id = id;
        _setup = setup;
    }

    public void WasSetUp() => _setup = SetupState.Done;
}
