// Tests look behind the doors that the product keeps closed; nothing here ships.
#pragma warning disable RS0030
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Proxima.Server.Features.Access;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Database;

namespace Proxima.TestKit;

/// <summary>Getting in: as people do (<see cref="SetUpAsync"/>), or in no time (<see cref="SignedInClient"/>).</summary>
public sealed partial class TestProxima
{
    public const string OwnerName = "owner";
    public const string OwnerPassword = "correct horse battery staple";
    private const string CodeStart = "Set-up code: ";

    /// <summary>The set-up code as printed by this start; empty when none was.</summary>
    public string SetupCode
    {
        get
        {
            var line = Logs.Lines.LastOrDefault(entry => entry.Message.StartsWith(CodeStart, StringComparison.Ordinal));
            return line is null ? "" : line.Message[CodeStart.Length..].Split(' ')[0];
        }
    }

    /// <summary>Makes the first administrator over HTTP with the code from the log. The client that comes back is signed in.</summary>
    public async Task<HttpClient> SetUpAsync(string name = OwnerName, string password = OwnerPassword)
    {
        var client = Client();
        using var body = Json($$"""{"code":"{{SetupCode}}","name":"{{name}}","password":"{{password}}"}""");
        using var answer = await client.PostAsync(new Uri("/api/setup", UriKind.Relative), body);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"Set-up answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }

        UseCookie(client, answer.Headers);
        return client;
    }

    /// <summary>
    /// A client signed in as a user who has exactly these scopes (every scope for none given). Sets the instance up if need be.
    /// Straight into the tables: no password is hashed.
    /// </summary>
    public async Task<HttpClient> SignedInClient(params string[] scopes)
    {
        var accounts = Services.GetRequiredService<AccountStore>();
        var sessions = Services.GetRequiredService<SessionTable>();
        var instance = Services.GetRequiredService<Instance>();
        var client = Client();
        if (instance.Setup == SetupState.Needed)
        {
            var owner = NewAccount(OwnerName, Account.EveryScope);
            var (token, row) = sessions.Prepare(owner, address: null);
            await accounts.SetUpAsync(new StoredAccount(owner, "no password"), row, CancellationToken.None);
            sessions.Admit(row, owner);
            instance.WasSetUp();
            UseToken(client, token);
            if (scopes.Length == 0)
            {
                return client;
            }
        }

        var scopeText = scopes.Length == 0 ? Account.EveryScope : string.Join(' ', scopes);
        var account = NewAccount("user-" + Guid.NewGuid().ToString("N")[..8], scopeText);
        await accounts.AddAsync(new StoredAccount(account, "no password"), TimeProvider.System.GetUtcNow(), CancellationToken.None);
        UseToken(client, await sessions.StartAsync(account, address: null, CancellationToken.None));
        return client;
    }

    /// <summary>As a damaged database would look: set up once, and nobody is left.</summary>
    public Task DeleteUsersAsync()
        => Services.GetRequiredService<Databases>().State.WriteAsync(
            (transaction, token) => transaction.Command("DELETE FROM users").RunAsync(token), CancellationToken.None);

    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    /// <summary>Makes the client send the cookie that an answer set.</summary>
    public static void UseCookie(HttpClient client, HttpResponseHeaders headers)
    {
        var pair = headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]).Last(cookie => !cookie.EndsWith('='));
        client.DefaultRequestHeaders.Remove("Cookie");
        client.DefaultRequestHeaders.Add("Cookie", pair);
    }

    /// <summary>Stores the password as an older version with fewer rounds would have.</summary>
    public async Task SetHashOfFewRoundsAsync(string name, string password)
    {
        var accounts = Services.GetRequiredService<AccountStore>();
        var stored = await accounts.FindAsync(UserName.Key(name), CancellationToken.None)
            ?? throw new InvalidOperationException($"There is no user {name}.");
        using var passwords = new Passwords(Options.Create(new AccessOptions { PasswordIterations = 1_000 }));
        var hash = await passwords.HashAsync(stored.Account, password, CancellationToken.None);
        await accounts.RehashAsync(stored, hash, CancellationToken.None);
    }

    private void UseToken(HttpClient client, string token)
        => client.DefaultRequestHeaders.Add("Cookie", $"proxima-{Services.GetRequiredService<Instance>().Id}={token}");

    private static Account NewAccount(string name, string scopes) => new(Guid.NewGuid().ToString("N")[..16], name, name, scopes);
}
