using NeoServiceLayer.Tests.Conformance.Enclaves;
using NeoServiceLayer.Tests.Conformance.Peers;

namespace NeoServiceLayer.Tests.Conformance.Suite;

/// <summary>Connections that are parked as lines to the outside, as far as that shows without an operation that needs one.</summary>
public abstract partial class Conformance<TTransport>
{
    private protected const string AttachAsEgress = """{"requestId":"attach","serviceType":"system","operation":"attach","payload":{"role":"egress"}}""";

    [Fact]
    public void Lines_are_parked_up_to_the_limit_and_one_that_closes_makes_room()
    {
        using RunningEnclave enclave = Transport.Start("""{"maxParkedLines":2}""");
        using Peer beside = enclave.Dial();
        using Peer first = Park(enclave);
        using Peer second = Park(enclave);
        UntilParked(beside, 2);
        using (Peer third = enclave.Dial())
        {
            third.Ask(AttachAsEgress).MustBeRefused("overloaded", "attach");
            third.MustServe();
        }

        first.Stream.Vanish();
        UntilParked(beside, 1);
        using Peer fourth = Park(enclave);
        UntilParked(beside, 2);
        Assert.Equal("waiting", beside.State());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_line_on_which_something_comes_unasked_is_ended(bool atOnce)
    {
        using RunningEnclave enclave = Transport.Start(Patient);
        using Peer beside = enclave.Dial();
        using Peer line = enclave.Dial();
        if (atOnce)
        {
            line.Stream.Write([.. Peer.Frame(AttachAsEgress), .. Sample]);
            line.Receive().MustSucceed("attach");
        }
        else
        {
            line.Ask(AttachAsEgress).MustSucceed("attach");
            UntilParked(beside, 1);
            line.Stream.Write(Sample);
        }

        line.MustBeClosed();
        UntilParked(beside, 0);
    }

    [Fact]
    public void A_line_that_is_parked_ends_with_the_enclave()
    {
        MustBeAskableToEnd();
        using RunningEnclave enclave = Transport.Start(Patient);
        using Peer beside = enclave.Dial();
        using Peer line = Park(enclave);
        UntilParked(beside, 1);
        enclave.BeginDrain();
        line.MustBeClosed();
        Assert.Equal(0, enclave.AwaitDrained());
    }

    private protected static Peer Park(RunningEnclave enclave)
    {
        Peer line = enclave.Dial();
        line.Ask(AttachAsEgress).MustSucceed("attach");
        return line;
    }

    private protected static void UntilParked(Peer beside, int count) =>
        Until(() => beside.Metrics().GetProperty("parkedLines").GetInt32() == count, $"{count} lines are parked");
}
