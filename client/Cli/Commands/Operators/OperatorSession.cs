using System.Text;
using System.Text.Json.Nodes;
using NeoServiceLayer.Attestation;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Documents;
using NeoServiceLayer.Cli.Output;
using NeoServiceLayer.Client;
using NeoServiceLayer.Client.Stamping;

namespace NeoServiceLayer.Cli.Commands.Operators;

/// <summary>An operator before an enclave that he has verified: nothing is sent to any other.</summary>
internal sealed class OperatorSession : IDisposable
{
    private readonly GlobalOptions options;
    private readonly Surroundings outside;

    private OperatorSession(
        OperatorArguments arguments, GlobalOptions options, Surroundings outside, OperatorKey key, AttestedEnclave enclave, NslClient client)
    {
        Arguments = arguments;
        this.options = options;
        this.outside = outside;
        Key = key;
        Enclave = enclave;
        Client = client;
    }

    /// <summary>What the command was given.</summary>
    internal OperatorArguments Arguments { get; }

    /// <summary>The operator's key.</summary>
    internal OperatorKey Key { get; }

    /// <summary>The enclave, verified.</summary>
    internal AttestedEnclave Enclave { get; }

    /// <summary>Calls the enclave; what is stamped is stamped for this boot of it.</summary>
    internal NslClient Client { get; }

    /// <summary>Reads the key and verifies the enclave.</summary>
    internal static async Task<OperatorSession> OpenAsync(
        OperatorArguments arguments, GlobalOptions options, Surroundings outside, CancellationToken cancellationToken)
    {
        AttestationPolicy policy = await AttestArguments.PolicyAsync(arguments.Pcrs, arguments.LocalRoot, outside.Clock.GetUtcNow(), cancellationToken);
        Uri gateway = Gateway.Address(options, outside.Variable);
        OperatorKey key = OperatorKey.Read(arguments.Key!);
        try
        {
            AttestedEnclave enclave;
            using (NslClient asking = new(gateway))
            {
                enclave = await AttestedEnclave.AskAsync(asking, policy, outside, cancellationToken);
            }

            Stamper stamper = new(key.Stamping, Convert.ToHexStringLower(enclave.Bound("bootId")), outside.Clock);
            NslClient client = new(gateway, new NslClientSettings { Stamper = stamper });
            return new OperatorSession(arguments, options, outside, key, enclave, client);
        }
        catch
        {
            // The key does not stay in memory without an owner, whatever went wrong.
            key.Dispose();
            throw;
        }
    }

    /// <summary>Notes in the operator's share file which state the enclave has, if it serves one.</summary>
    /// <param name="file">The file as it is.</param>
    /// <param name="patient">Whether a state that is being opened is waited for.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Whether one was told. That there is none is the gateway's word: whoever relies on the note must learn that there is no new one.</returns>
    internal async Task<bool> NoteStateAsync(ShareFile file, bool patient, CancellationToken cancellationToken)
    {
        Uri gateway = Gateway.Address(options, outside.Variable);
        if (await SeenState.AskAsync(gateway, Enclave.Policy, patient, outside, cancellationToken) is not { } seen)
        {
            return false;
        }

        file.Note(Arguments.Share!, seen, Arguments.Lineage);
        return true;
    }

    /// <summary>Says what came of it.</summary>
    internal int Say(JsonObject answer)
    {
        AnswerWriter.Write(outside.Output, Encoding.UTF8.GetBytes(answer.ToJsonString()), options.Json);
        return ExitCode.Done;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Client.Dispose();
        Key.Dispose();
    }
}
