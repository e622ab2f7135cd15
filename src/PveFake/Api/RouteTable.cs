using System.Text.Json.Nodes;
using Proxima.PveFake.Http;

namespace Proxima.PveFake.Api;

/// <summary>Which operations have an answer of their own; the rest is answered from the schema.</summary>
internal sealed class RouteTable
{
    private readonly Dictionary<(string Method, string Path), Func<ApiCall, Answer>> _answers = [];

    /// <summary>What has an answer of its own, for tests and for the curious.</summary>
    public IEnumerable<(string Method, string Path)> Own => _answers.Keys;

    public Func<ApiCall, Answer>? Find(string method, string path) => _answers.GetValueOrDefault((method, path));

    public void Get(string path, Func<ApiCall, JsonNode?> answer) => _answers[("GET", path)] = call => new Answer(answer(call));

    public void Post(string path, Func<ApiCall, JsonNode?> answer) => _answers[("POST", path)] = call => new Answer(answer(call));

    public void Put(string path, Func<ApiCall, JsonNode?> answer) => _answers[("PUT", path)] = call => new Answer(answer(call));

    public void Delete(string path, Func<ApiCall, JsonNode?> answer) => _answers[("DELETE", path)] = call => new Answer(answer(call));

    public void Whole(string method, string path, Func<ApiCall, Answer> answer) => _answers[(method, path)] = answer;

    /// <summary>Work that answers nothing.</summary>
    public void Post(string path, Action<ApiCall> work) => Work("POST", path, work);

    public void Put(string path, Action<ApiCall> work) => Work("PUT", path, work);

    public void Delete(string path, Action<ApiCall> work) => Work("DELETE", path, work);

    private void Work(string method, string path, Action<ApiCall> work) => _answers[(method, path)] = call =>
    {
        work(call);
        return Answer.Nothing;
    };
}
