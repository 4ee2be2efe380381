using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Help;
using NeoServiceLayer.Cli.Home;
using NeoServiceLayer.Cli.Output;
using NeoServiceLayer.Cli.Sealing;
using NeoServiceLayer.Client;
using NeoServiceLayer.Client.Sealing;
using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Crypto;

namespace NeoServiceLayer.Cli.Commands;

/// <summary>
/// <c>nsl secrets get-secret-value --secret-id ID</c>: makes a key pair for this one call, has the value sealed to it, and opens it here. It
/// stands in the place of the command that the descriptor gives, which shows what is sealed.
/// </summary>
internal static class SecretValueCommand
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal static async Task<int> RunAsync(
        ArgumentQueue arguments, GlobalOptions options, Surroundings outside, CancellationToken cancellationToken)
    {
        SecretValueArguments given = SecretValueArguments.Read(arguments, options);
        if (options.Help)
        {
            GeneralHelp.SecretValue(outside.Output);
            return ExitCode.Done;
        }

        using CallerOf caller = CallerOf.Operation(SecretsOperations.GetSecretValue, options, outside);
        Uri gateway = Gateway.Address(options, outside.Variable);
        SealTarget? recipient = await new Sealer(options, outside).TargetAsync(SecretsOperations.GetSecretValue, gateway, cancellationToken);
        using NslClient client = new(gateway, caller.Settings(gateway, outside) with { SealedTo = recipient });
        using HpkeKeyPair own = HpkeKeyPair.Create();
        GetSecretValueRequest request = new()
        {
            SecretId = given.SecretId ?? throw new UsageException("--secretId is missing."),
            Version = given.Version,
            RecipientKey = given.RecipientKey ?? own.PublicKey.ToArray(),
        };
        GetSecretValueResponse response = await client.CallAsync(
            SecretsOperations.GetSecretValue, request, Gateway.Options(options, caller, recipient), cancellationToken);
        if (given.RecipientKey is not null)
        {
            AnswerWriter.Write(outside.Output, JsonSerializer.SerializeToUtf8Bytes(response, SecretsOperations.GetSecretValue.Response), options.Json);
            return ExitCode.Done;
        }

        byte[] value = new byte[Math.Max(0, response.SealedValue.Length - Hpke.Overhead)];
        if (response.SecretId != request.SecretId || (request.Version ?? response.Version) != response.Version
            || !Hpke.TryOpen(own, SecretSealing.ValueInfo, Binding(response, options, outside), response.SealedValue, value))
        {
            outside.Error.WriteLine(
                "nsl: The answer is not the value that was asked for: it was sealed for another secret, version or deployment, or was changed on its way.");
            return ExitCode.NotTrusted;
        }

        Write(value, response, given.File, options, outside);
        return ExitCode.Done;
    }

    /// <summary>What the value must be bound to: the deployment is that of the home's account, not one that the gateway names.</summary>
    private static byte[] Binding(GetSecretValueResponse response, GlobalOptions options, Surroundings outside)
    {
        byte[] genesisId = new byte[SecretSealing.GenesisIdLength];
        NslHome home = NslHome.Find(options, outside.Variable);
        return Convert.FromHexString(home.ReadAccount()!.GenesisId, genesisId, out _, out int length) == OperationStatus.Done && length == genesisId.Length
            ? SecretSealing.Associated(genesisId, response.SecretId, response.Version)
            : throw new UsageException($"The home {home} cannot be used: its genesisId is none.");
    }

    private static void Write(byte[] value, GetSecretValueResponse response, string? file, GlobalOptions options, Surroundings outside)
    {
        if (file is not null)
        {
            WriteFile(file, value);
            return;
        }

        if (options.Json)
        {
            JsonObject answer = new()
            {
                ["secretId"] = response.SecretId,
                ["version"] = response.Version,
                ["value"] = Convert.ToBase64String(value),
            };
            outside.Output.WriteLine(answer.ToJsonString());
            return;
        }

        try
        {
            outside.Output.WriteLine(Strict.GetString(value));
        }
        catch (DecoderFallbackException)
        {
            throw new UsageException("The value is not text: have it written with --out FILE, or in base64 with --json.");
        }
    }

    private static void WriteFile(string path, byte[] value)
    {
        FileStreamOptions how = new() { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = OwnerOnly;
        }

        try
        {
            using FileStream file = new(path, how);
            file.Write(value);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"The file '{path}' cannot be written.");
        }
    }
}
