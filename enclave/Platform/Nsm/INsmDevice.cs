namespace NeoServiceLayer.Enclave.Platform.Nsm;

/// <summary>The way to the module: bytes there, bytes back. One call at a time.</summary>
public interface INsmDevice : IDisposable
{
    /// <summary>Hands the module a request and waits for its answer.</summary>
    /// <param name="request">At most <see cref="NsmDevice.MaxRequest"/> bytes.</param>
    /// <param name="response"><see cref="NsmDevice.MaxResponse"/> bytes of room.</param>
    /// <returns>How many bytes the answer has.</returns>
    /// <exception cref="Core.Attestation.SecurityModuleException">The driver failed.</exception>
    int Exchange(ReadOnlySpan<byte> request, Span<byte> response);
}
