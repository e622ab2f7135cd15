namespace Proxima.Server.Features.History.Tail;

/// <summary>All values of one subject at one moment, names replaced by numbers, which rise. Time in Unix milliseconds.</summary>
internal readonly record struct NumberedPoint(long Subject, long At, int[] Series, double[] Values);
