using NeoServiceLayer.Client;
using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.SystemService;

namespace NeoServiceLayer.Cli.Commands;

/// <summary>How one check went.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="Ok">True, false, or null if an earlier failure left nothing to look at.</param>
/// <param name="Found">What was found.</param>
/// <param name="Remedy">What to do about it; null if nothing.</param>
internal sealed record Check(string Name, bool? Ok, string Found, string? Remedy);

/// <summary>Looks at everything between this command and the enclave, from the near end to the far.</summary>
internal sealed class Checkup(NslClient client, string gateway, TimeProvider clock)
{
    /// <summary>Stamps carry the time; a clock that is further off will have them refused, so it is reported early.</summary>
    private static readonly TimeSpan LargestSkew = TimeSpan.FromSeconds(30);

    private readonly List<Check> checks = [];

    /// <summary>The checks, in order.</summary>
    internal async Task<IReadOnlyList<Check>> RunAsync(CancellationToken cancellationToken)
    {
        GetStatusResponse? status = await GatewayAsync(cancellationToken);
        await EnclaveAsync(status, cancellationToken);
        return checks;
    }

    private async Task<GetStatusResponse?> GatewayAsync(CancellationToken cancellationToken)
    {
        try
        {
            GetStatusResponse status = await client.CallAsync(
                SystemOperations.GetStatus, new GetStatusRequest(), null, cancellationToken);
            Add("gateway", true, $"{gateway} answers.");
            return status;
        }
        catch (NslRefusedException refused)
        {
            Add("gateway", true, $"{gateway} answers, and refuses system.getStatus ({refused.ErrorCode}).");
            return new GetStatusResponse();
        }
        catch (NslUnreachableException failure)
        {
            Add("gateway", false, failure.Message, "Start the gateway, or name the right one with --url or NSL_URL.");
            return null;
        }
    }

    private async Task EnclaveAsync(GetStatusResponse? status, CancellationToken cancellationToken)
    {
        if (status is null)
        {
            Skip("enclave", "versions", "clock");
            return;
        }

        string echo = Guid.NewGuid().ToString("N");
        DateTimeOffset before = clock.GetUtcNow();
        try
        {
            PingResponse pong = await client.CallAsync(
                SystemOperations.Ping, new PingRequest { Echo = echo }, null, cancellationToken);
            DateTimeOffset after = clock.GetUtcNow();
            Answered(status, pong.Echo == echo);
            Versions(status);
            Clock(pong.Time, before, after);
        }
        catch (NslRefusedException refused)
        {
            Add("enclave", false, $"It does not answer: {refused.ErrorCode}.",
                "Start the enclave, and see that the gateway's --enclave names its end point.");
            Skip("versions", "clock");
        }
        catch (NslUnreachableException failure)
        {
            Add("enclave", false, failure.Message, "See the gateway's log: it took the request and gave no answer.");
            Skip("versions", "clock");
        }
    }

    private void Answered(GetStatusResponse status, bool echoed)
    {
        if (!echoed)
        {
            Add("enclave", false, "The answer to system.ping is not the one to this request.",
                "See what stands between this machine and the gateway: a cache may answer in its place.");
            return;
        }

        switch (status.Enclave)
        {
            case { State: EnclaveState.Waiting }:
                Add("enclave", false, "It answers, and waits for its host.", "See the gateway's log: it has not attached, or another gateway is attached.");
                break;
            case { State: EnclaveState.Draining }:
                Add("enclave", false, "It answers, and is going down.", "Start it again.");
                break;
            case EnclaveStatus enclave:
                string mode = enclave.Mode == EnclaveMode.Local ? "local mode, which protects nothing" : "Nitro mode";
                Add("enclave", true, $"It answers and serves ({mode}; not verified by this check).");
                break;
            default:
                Add("enclave", true, "It answers system.ping; its state is not known.");
                break;
        }
    }

    private void Versions(GetStatusResponse status)
    {
        string[] versions = [ProductVersion.Text, status.Gateway?.Version ?? "unknown", status.Enclave?.Version ?? "unknown"];
        bool agree = versions.All(version => version == versions[0]);
        Add("versions", agree, $"nsl {versions[0]}, gateway {versions[1]}, enclave {versions[2]}.",
            "Bring all three to one release.");
    }

    /// <summary>The enclave read its clock between the two readings of ours.</summary>
    private void Clock(DateTime enclave, DateTimeOffset before, DateTimeOffset after)
    {
        DateTimeOffset theirs = new(DateTime.SpecifyKind(enclave.ToUniversalTime(), DateTimeKind.Utc));
        TimeSpan skew = theirs < before ? before - theirs : theirs > after ? theirs - after : TimeSpan.Zero;
        string found = skew == TimeSpan.Zero
            ? "This machine and the enclave agree on the time."
            : $"This machine and the enclave differ by {skew.TotalSeconds:0.###} s.";
        Add("clock", skew <= LargestSkew, found,
            "Set this machine's clock (chronyc tracking shows it), or the enclave host's.");
    }

    private void Add(string name, bool ok, string found, string? remedy = null) =>
        checks.Add(new Check(name, ok, found, ok ? null : remedy));

    private void Skip(params string[] names) =>
        checks.AddRange(names.Select(name => new Check(name, null, "Not looked at: the check before it failed.", null)));
}
