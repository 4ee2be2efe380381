using System.Text;
using NeoServiceLayer.Contracts.Function;
using NeoServiceLayer.Enclave.Core.Access;
using NeoServiceLayer.Enclave.Core.Egress;
using NeoServiceLayer.Protocol.Egress;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Function.Management;

/// <summary>Checks what requests say of functions; a refusal names the member and what it takes.</summary>
internal static class FunctionChecks
{
    private const int MaxIdLength = 64;

    internal static string Name(string name) => Labels.CheckName(name, FunctionLimits.MaxNameLength);

    internal static string? Description(string? description) => Labels.CheckDescription(description, FunctionLimits.MaxDescriptionLength);

    internal static string SourceCode(string source) => Encoding.UTF8.GetByteCount(source) is > 0 and <= FunctionLimits.MaxSourceBytes
        ? source
        : throw new RequestException($"sourceCode has 1 to {FunctionLimits.MaxSourceBytes} bytes of UTF-8.");

    /// <summary>The name of an export, as far as ASCII has them.</summary>
    internal static string Handler(string handler) =>
        handler.Length is > 0 and <= FunctionLimits.MaxIdentifierLength && !char.IsAsciiDigit(handler[0])
        && handler.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '$')
            ? handler
            : throw new RequestException($"handler is the name of an export: 1 to {FunctionLimits.MaxIdentifierLength} letters, digits, _ and $, no digit first.");

    internal static string? BankAccountId(string? id) => id is null || IsId(id)
        ? id
        : throw new RequestException("bankAccountId must be the id of a Gas Bank account.");

    internal static ExecutionLimits Limits(ExecutionLimits? limits) => new()
    {
        TimeoutMs = (int)Within(limits?.TimeoutMs ?? FunctionLimits.DefaultTimeoutMs, FunctionLimits.MinTimeoutMs, FunctionLimits.MaxTimeoutMs, "timeoutMs"),
        MemoryMiB = (int)Within(limits?.MemoryMiB ?? FunctionLimits.DefaultMemoryMiB, FunctionLimits.MinMemoryMiB, FunctionLimits.MaxMemoryMiB, "memoryMiB"),
        Statements = Within(limits?.Statements ?? FunctionLimits.DefaultStatements, FunctionLimits.MinStatements, FunctionLimits.MaxStatements, "statements"),
    };

    internal static IReadOnlyDictionary<string, string> Environment(IReadOnlyDictionary<string, string>? variables)
    {
        if (variables is null)
        {
            return new Dictionary<string, string>();
        }

        CheckNames(variables, "environment", FunctionLimits.MaxVariables);
        if (variables.Values.Any(value => value.Length > FunctionLimits.MaxVariableLength))
        {
            throw new RequestException($"environment: a value has at most {FunctionLimits.MaxVariableLength} characters.");
        }

        return variables.Sum(each => Encoding.UTF8.GetByteCount(each.Key) + Encoding.UTF8.GetByteCount(each.Value)) <= FunctionLimits.MaxEnvironmentBytes
            ? variables
            : throw new RequestException($"environment: all names and values together have at most {FunctionLimits.MaxEnvironmentBytes} bytes.");
    }

    /// <summary>Names that lead to ids of secrets or of wallets. Whether these exist is seen when they are used, and granted.</summary>
    internal static IReadOnlyDictionary<string, string> Ids(IReadOnlyDictionary<string, string>? ids, string member, int most)
    {
        if (ids is null)
        {
            return new Dictionary<string, string>();
        }

        CheckNames(ids, member, most);
        return ids.Values.All(IsId) ? ids : throw new RequestException($"{member}: a value must be an id: 1 to {MaxIdLength} letters, digits, underscores and hyphens.");
    }

    /// <summary>Hosts as they are compared later: in one form only, so that a source hash means one thing.</summary>
    internal static IReadOnlyList<string> Hosts(IReadOnlyList<string>? hosts, bool isLocal)
    {
        if (hosts is null)
        {
            return [];
        }

        if (hosts.Count > FunctionLimits.MaxHosts || hosts.Distinct(StringComparer.Ordinal).Count() != hosts.Count)
        {
            throw new RequestException($"allowedHosts are at most {FunctionLimits.MaxHosts}, none twice.");
        }

        return hosts.All(host => host is not null && IsHost(host, isLocal))
            ? hosts
            : throw new RequestException(isLocal
                ? "allowedHosts are names of hosts in lower case, each alone or with a port: such as api.example.org or localhost:8443."
                : "allowedHosts are public names of hosts in lower case, without a port: such as api.example.org.");
    }

    private static bool IsHost(string host, bool isLocal) => !host.Any(char.IsAsciiLetterUpper)
        && (isLocal ? (ConnectTarget.TryParse(host) ?? ConnectTarget.TryCreate(host, port: 443)) is not null : PublicHostName.Is(host));

    private static void CheckNames(IReadOnlyDictionary<string, string> map, string member, int most)
    {
        // A value of a JSON object may be null, whatever the type says.
        if (map.Count > most || map.Any(each => each.Value is null || !IsName(each.Key)))
        {
            throw new RequestException(
                $"{member} has at most {most} members, whose names have 1 to {FunctionLimits.MaxIdentifierLength} letters, digits, underscores, dots and hyphens, a letter first.");
        }
    }

    private static bool IsName(string name) => name.Length is > 0 and <= FunctionLimits.MaxIdentifierLength && char.IsAsciiLetter(name[0])
        && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '.' or '-');

    private static bool IsId(string id) => id.Length is > 0 and <= MaxIdLength
        && id.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-');

    private static long Within(long value, long least, long most, string member) => value >= least && value <= most
        ? value
        : throw new RequestException($"limits.{member} is {least} to {most}.");
}
