using NeoServiceLayer.Enclave.Nitro.Boot;
using Xunit;

namespace NeoServiceLayer.Tests.Unit.Boot;

/// <summary>The known answers are those of the published vectors: cryptography that is in order passes.</summary>
public sealed class CryptoSelfTestTests
{
    [Fact]
    public void Cryptography_in_order_passes() => Assert.Null(Record.Exception(CryptoSelfTest.Run));
}
