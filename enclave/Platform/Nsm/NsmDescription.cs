namespace NeoServiceLayer.Enclave.Platform.Nsm;

/// <summary>What the module says of itself, as far as it matters here.</summary>
/// <param name="MeasuresWithSha384">Whether its registers hold SHA-384.</param>
/// <param name="Registers">How many registers it has.</param>
internal readonly record struct NsmDescription(bool MeasuresWithSha384, ulong Registers);
