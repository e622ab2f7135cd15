using Proxima.HistoryBench;

return args switch
{
    ["codec", .. var rest] => CodecBench.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("HistoryBench codec [HOSTS [SCRAPES-FILE]]");
    return 2;
}
