using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Enclave.Core.Grants;

/// <summary>Checks how grants name functions, which is the same for secrets and wallets.</summary>
public static class GrantText
{
    /// <summary>The longest id of a function, in characters.</summary>
    public const int MaxFunctionIdLength = 64;

    /// <summary>A SHA-256 in hexadecimal.</summary>
    public const int SourceHashLength = 64;

    /// <exception cref="RequestException">It is none.</exception>
    public static void CheckFunctionId(string functionId)
    {
        ArgumentNullException.ThrowIfNull(functionId);
        if (functionId.Length is 0 or > MaxFunctionIdLength || !functionId.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-'))
        {
            throw new RequestException($"functionId has 1 to {MaxFunctionIdLength} letters, digits, underscores and hyphens.");
        }
    }

    /// <exception cref="RequestException">It is none.</exception>
    public static void CheckSourceHash(string sourceHash)
    {
        ArgumentNullException.ThrowIfNull(sourceHash);
        if (sourceHash.Length != SourceHashLength || !sourceHash.All(char.IsAsciiHexDigitLower))
        {
            throw new RequestException("sourceHash must be the SHA-256 of the function's source: 64 hexadecimal digits in lower case.");
        }
    }
}
