using System.Text;
using System.Text.Json.Nodes;
using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Documents;
using NeoServiceLayer.Cli.Output;
using NeoServiceLayer.Client;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Cli.Commands.Functions;

/// <summary>
/// <c>nsl function deploy FILE --name NAME</c>: makes the function, or its next version where what it is made of differs, and says what still
/// has to be granted to it. The source hash is reckoned here, so that a grant is for what is in the file and nothing else.
/// </summary>
internal sealed class DeployCommand(FunctionFile file, FunctionArguments given, GlobalOptions options, Surroundings outside)
{
    private readonly DeployCalls calls = new(options, outside);

    internal async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        string name = given.Name ?? throw new UsageException("The function's name is missing: nsl function deploy FILE --name NAME.");
        FunctionDescription? there = await FindAsync(name, cancellationToken);
        FunctionVersion? latest = there is null ? null : await LatestAsync(there, cancellationToken);
        FunctionSource source = file.Source(latest);
        string hash = source.Hash();
        (string change, FunctionVersion now) = there is null
            ? ("created", await CreateAsync(name, source, cancellationToken))
            : await ChangeAsync(there, latest!, hash, cancellationToken);
        if (now.SourceHash != hash)
        {
            throw new NotTrustedException(
                "sourceHash", $"The version that is said to be there has the source hash {now.SourceHash}, and what was sent has {hash}.");
        }

        JsonArray missing = await new MissingGrants(calls, now.FunctionId, hash).FindAsync(source, cancellationToken);
        JsonObject answer = new()
        {
            ["functionId"] = now.FunctionId,
            ["name"] = name,
            ["change"] = change,
            ["version"] = now.Version,
            ["activeVersion"] = now.Active ? now.Version : there!.ActiveVersion,
            ["sourceHash"] = hash,
            ["codeHash"] = file.CodeHash,
        };
        if (missing.Count > 0)
        {
            answer["toGrant"] = missing;
        }

        AnswerWriter.Write(outside.Output, Encoding.UTF8.GetBytes(answer.ToJsonString()), options.Json);
        return ExitCode.Done;
    }

    private async Task<FunctionDescription?> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await calls.CallAsync(FunctionOperations.GetFunction, new GetFunctionRequest { Name = name }, cancellationToken);
        }
        catch (NslRefusedException refused) when (refused.ErrorCode == ErrorCode.NotFound.Name)
        {
            return null;
        }
    }

    private Task<FunctionVersion> LatestAsync(FunctionDescription there, CancellationToken cancellationToken)
    {
        GetVersionRequest request = new() { FunctionId = there.FunctionId, Version = there.LatestVersion };
        return calls.CallAsync(FunctionOperations.GetVersion, request, cancellationToken);
    }

    private Task<FunctionVersion> CreateAsync(string name, FunctionSource source, CancellationToken cancellationToken)
    {
        CreateFunctionRequest request = new()
        {
            Name = name,
            Description = given.Description,
            SourceCode = source.SourceCode,
            Handler = given.Handler,
            Limits = given.Limits,
            Environment = file.Environment,
            Secrets = given.Secrets,
            Wallets = given.Wallets,
            AllowedHosts = given.Hosts,
            BankAccountId = given.BankAccountId,
        };
        return calls.CallAsync(FunctionOperations.CreateFunction, request, cancellationToken);
    }

    /// <summary>Brings what is there to what the file and the command line say; what is so already is left alone.</summary>
    private async Task<(string Change, FunctionVersion Now)> ChangeAsync(
        FunctionDescription there, FunctionVersion latest, string hash, CancellationToken cancellationToken)
    {
        if (latest.SourceHash != hash || Limits(latest) != latest.Limits)
        {
            return ("updated", await UpdateAsync(there, latest, cancellationToken));
        }

        bool isAsSaid = (given.Description ?? there.Description) == there.Description
            && (given.BankAccountId ?? there.BankAccountId) == there.BankAccountId;
        if (!isAsSaid)
        {
            UpdateFunctionRequest request = new()
            {
                FunctionId = there.FunctionId,
                Description = given.Description,
                BankAccountId = given.BankAccountId,
            };
            await calls.CallAsync(FunctionOperations.UpdateFunction, request, cancellationToken);
        }

        if (given.Rests || latest.Active)
        {
            return (isAsSaid ? "unchanged" : "described", latest);
        }

        ActivateVersionRequest activate = new() { FunctionId = there.FunctionId, Version = latest.Version };
        FunctionDescription activated = await calls.CallAsync(FunctionOperations.ActivateVersion, activate, cancellationToken);
        return ("activated", await LatestAsync(activated, cancellationToken));
    }

    private Task<FunctionVersion> UpdateAsync(FunctionDescription there, FunctionVersion latest, CancellationToken cancellationToken)
    {
        UpdateFunctionRequest request = new()
        {
            FunctionId = there.FunctionId,
            ExpectedVersion = there.LatestVersion,
            Activate = !given.Rests,
            Description = given.Description,
            SourceCode = file.SourceCode,
            Handler = given.Handler,
            Limits = given.Limits is null ? null : Limits(latest),
            Environment = file.Environment,
            Secrets = given.Secrets,
            Wallets = given.Wallets,
            AllowedHosts = given.Hosts,
            BankAccountId = given.BankAccountId,
        };
        return calls.CallAsync(FunctionOperations.UpdateFunction, request, cancellationToken);
    }

    /// <summary>An update takes all three limits or none.</summary>
    private ExecutionLimits Limits(FunctionVersion latest) => new()
    {
        TimeoutMs = given.Limits?.TimeoutMs ?? latest.Limits.TimeoutMs,
        MemoryMiB = given.Limits?.MemoryMiB ?? latest.Limits.MemoryMiB,
        Statements = given.Limits?.Statements ?? latest.Limits.Statements,
    };
}
