using Proxima.Parse;

if (args is ["outcomes", var kind, var folder, .. var rest])
{
    Outcomes.Print(kind, folder, rest.Contains("--whole"));
    return 0;
}

Console.Error.WriteLine("usage: Parse outcomes KIND FOLDER [--whole]");
return 2;
