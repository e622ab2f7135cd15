namespace Proxima.Blocks.Coding;

/// <summary>How a column of whole numbers is written, and about how many bits that takes.</summary>
internal readonly record struct NumberPlan(NumberMethod Method, PredictorKind Predictor, int Threshold, long Base, double Bits);

/// <summary>The two low bits of the first byte of a column of numbers.</summary>
internal enum NumberMethod
{
    /// <summary>All numbers are the base.</summary>
    Same = 0,

    /// <summary>Residuals of one width, bit after bit.</summary>
    Packed = 1,

    /// <summary>Residuals as symbols of a learning model.</summary>
    Learned = 2,
}
