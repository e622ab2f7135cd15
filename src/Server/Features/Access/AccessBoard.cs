using Proxima.Server.Platform.Auth;

namespace Proxima.Server.Features.Access;

/// <summary>The book as it is now; readers take it and never wait.</summary>
internal sealed class AccessBoard(TopologyBoard topology)
{
    private readonly Lock _gate = new();
    private volatile AccessBook _current = AccessBook.Empty;

    public AccessBook Current => _current;

    /// <summary>The new book counts from here on; its groups too.</summary>
    public void Set(AccessBook book)
    {
        lock (_gate)
        {
            var isRegrouped = !ReferenceEquals(book.Groups, _current.Groups);
            _current = book;
            if (isRegrouped)
            {
                topology.SetGroups(book.PlacesOfGroups());
            }
        }
    }

    /// <summary>Rows of tokens that ended long ago are gone from the table.</summary>
    public void Forget(IReadOnlyCollection<string> prefixes)
    {
        lock (_gate)
        {
            _current = _current.WithoutTokens(prefixes);
        }
    }
}
