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
    public Task<HttpClient> SignedInClient(params string[] scopes) => SignedInClientWithin(Bounds.Everything, scopes);

    /// <summary>The same with bounds.</summary>
    public async Task<HttpClient> SignedInClientWithin(Bounds bounds, params string[] scopes)
    {
        var client = await OwnerAsync();
        if (client is not null && scopes.Length == 0 && bounds.IsEverything)
        {
            return client;
        }

        client?.Dispose();
        return await SignedInAsync(await AddUserAsync(bounds, scopes));
    }

    /// <summary>A further user with exactly these scopes; returns the id. The password opens nothing.</summary>
    public Task<string> AddUserAsync(Bounds bounds, params string[] scopes)
        => AddUserAsync(bounds, scopes.Length == 0 ? Role.BuiltIn.Single(one => one.Id == Role.Admin) : NewRole(string.Join(' ', scopes)));

    /// <summary>A further user with one of the roles that are part of the program.</summary>
    public Task<string> AddUserWithRoleAsync(string role, Bounds bounds)
        => AddUserAsync(bounds, Role.BuiltIn.Single(one => one.Id == role));

    private async Task<string> AddUserAsync(Bounds bounds, Role role)
    {
        (await OwnerAsync())?.Dispose();
        var tables = Services.GetRequiredService<AccessTables>();
        var account = NewAccount("user-" + Guid.NewGuid().ToString("N")[..8], new Assignment(role.Id, bounds));
        await tables.WriteAsync(
            async (transaction, token) =>
            {
                if (!role.IsBuiltIn)
                {
                    await RoleStore.InsertAsync(transaction, role, account.CreatedAt, token);
                }

                return await AccountStore.InsertAsync(transaction, new StoredAccount(account, "no password"), token);
            },
            CancellationToken.None);
        await Services.GetRequiredService<AccessDesk>().LoadAsync(CancellationToken.None);
        return account.Id;
    }

    /// <summary>A client with a fresh session of this user.</summary>
    public async Task<HttpClient> SignedInAsync(string userId)
    {
        var account = Services.GetRequiredService<AccessBoard>().Current.Users[userId];
        var client = Client();
        var token = await Services.GetRequiredService<SessionTable>().StartAsync(account, address: null, CancellationToken.None)
            ?? throw new InvalidOperationException($"{account.Name} was changed meanwhile.");
        UseToken(client, token);
        return client;
    }

    /// <summary>The first administrator, made now; null when there is one.</summary>
    private async Task<HttpClient?> OwnerAsync()
    {
        var instance = Services.GetRequiredService<Instance>();
        if (instance.Setup != SetupState.Needed)
        {
            return null;
        }

        var sessions = Services.GetRequiredService<SessionTable>();
        var owner = NewAccount(OwnerName, new Assignment(Role.Admin, Bounds.Everything));
        var (token, row) = sessions.Prepare(owner, address: null);
        await Services.GetRequiredService<AccountStore>().SetUpAsync(new StoredAccount(owner, "no password"), row, CancellationToken.None);
        await Services.GetRequiredService<AccessDesk>().LoadAsync(CancellationToken.None);
        await sessions.AdmitAsync(row, CancellationToken.None);
        instance.WasSetUp();
        var client = Client();
        UseToken(client, token);
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

    private static Account NewAccount(string name, params Assignment[] assignments)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new Account(Account.NewId(), name, name) { Assignments = [.. assignments], CreatedAt = now, PasswordChangedAt = now };
    }

    private static Role NewRole(string scopes)
    {
        var id = Account.NewId();
        return new Role(id, $"role {id}", scopes);
    }
}
