using NeoServiceLayer.Contracts;
using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Secrets.Storage;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Secrets;

/// <summary>Serves what gives secrets their values: create, put and rotate.</summary>
internal sealed class SecretWriting(SecretDocuments documents, int maxVersions)
{
    private const string IdPrefix = "sec_";

    internal async ValueTask<SecretVersionResponse> CreateAsync(CreateSecretRequest request, Call call)
    {
        using SecretValue? made = Make(request.Value, request.Generator, "value");
        SecretValue value = made ?? request.Value!;
        DateTime now = call.Now();
        SecretDocument document = new()
        {
            AccountId = call.Caller.AccountId,
            SecretId = RandomId.New(IdPrefix),
            Name = Checks.Name(request.Name),
            Description = Checks.Description(request.Description),
            Tags = Checks.Tags(request.Tags),
            RotationPeriodDays = Checks.RotationPeriod(request.RotationPeriodDays),
            ExpiresAt = Checks.Expiry(request.ExpiresAt, now),
            CreatedAt = now,
            Versions = [Version(1, value, call)],
        };
        await documents.AddAsync(call, document);
        documents.Values.Put(call.State, document.SecretId, 1, value.Bytes);
        return Answer(document);
    }

    internal async ValueTask<SecretVersionResponse> PutAsync(PutSecretValueRequest request, Call call)
    {
        Checks.Value(request.Value, "value");
        SecretDocument document = await RequireAsync(request.SecretId, request.ExpectedVersion, call);
        return Append(document, request.Value, call);
    }

    internal async ValueTask<SecretVersionResponse> RotateAsync(RotateSecretRequest request, Call call)
    {
        if (request.GraceSeconds is < 0 or > SecretsLimits.MaxGraceSeconds)
        {
            throw new RequestException($"graceSeconds is 0 to {SecretsLimits.MaxGraceSeconds}.");
        }

        using SecretValue? made = Make(request.NewValue, request.Generator, "newValue");
        SecretDocument document = await RequireAsync(request.SecretId, request.ExpectedVersion, call);
        DateTime end = call.Now().AddSeconds(request.GraceSeconds);
        return Append(
            document with { Versions = [.. document.Versions.Select(version => version.ReadableUntil < end ? version : version with { ReadableUntil = end })] },
            made ?? request.NewValue!, call);
    }

    private async ValueTask<SecretDocument> RequireAsync(string secretId, long? expectedVersion, Call call)
    {
        SecretDocument document = await documents.RequireUsableAsync(call, secretId);
        return expectedVersion is null || expectedVersion == document.Current.Version
            ? document
            : throw new RequestException(
                ErrorCode.Conflict, $"The secret is at version {document.Current.Version}, not at the expectedVersion: nothing was changed.");
    }

    /// <summary>Adds a version. What no longer can be read, and what is too old to be kept, goes with its records.</summary>
    private SecretVersionResponse Append(SecretDocument document, SecretValue value, Call call)
    {
        DateTime now = call.Now();
        long next = document.Current.Version + 1;
        List<StoredVersion> kept = [];
        foreach ((int i, StoredVersion version) in document.Versions.Index())
        {
            bool tooOld = document.Versions.Count - i >= maxVersions;
            if (version.DestroyedAt is null && (tooOld || !version.IsReadable(now)))
            {
                documents.Values.Remove(call.State, document.SecretId, version);
            }

            if (!tooOld)
            {
                kept.Add(version.DestroyedAt is null && !version.IsReadable(now) ? version with { DestroyedAt = version.ReadableUntil } : version);
            }
        }

        SecretDocument changed = document with { Versions = [.. kept, Version(next, value, call)] };
        documents.Values.Put(call.State, document.SecretId, next, value.Bytes);
        documents.Update(call, changed);
        return Answer(changed);
    }

    private static StoredVersion Version(long number, SecretValue value, Call call) => new()
    {
        Version = number,
        Bytes = value.Length,
        CreatedAt = call.Now(),
        CreatedBy = call.Caller.KeyId,
    };

    private static SecretVersionResponse Answer(SecretDocument document) => new()
    {
        SecretId = document.SecretId,
        Version = document.Current.Version,
    };

    /// <summary>The value to write if it is generated: the caller's to clear. Null: it is the one that was given, which is checked.</summary>
    private static SecretValue? Make(SecretValue? value, ValueGenerator? generator, string member)
    {
        if (value is null == generator is null)
        {
            throw new RequestException($"payload: exactly one of the members {member} and generator must stand there.");
        }

        if (value is null)
        {
            return Generator.Make(generator!);
        }

        Checks.Value(value, member);
        return null;
    }
}
