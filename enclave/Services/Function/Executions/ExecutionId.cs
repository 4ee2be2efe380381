using System.Security.Cryptography;
using System.Text;

namespace NeoServiceLayer.Enclave.Function.Executions;

/// <summary>An execution's id: made of the account and of what makes it this execution, so that whoever asks again finds the same one.</summary>
internal static class ExecutionId
{
    private const string Prefix = "exe_";
    private const string Tag = "nsl-execution-id-v1";
    private const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";
    private const int Characters = 26;

    /// <summary>The id for an order.</summary>
    internal static string Of(ExecutionOrder order)
    {
        string kind = order.TriggerId is null ? "request" : "trigger";
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{Tag}\n{order.AccountId}\n{kind}\n{order.Key}"));
        return string.Create(Prefix.Length + Characters, hash, static (text, bytes) =>
        {
            Prefix.CopyTo(text);
            int held = 0;
            int bits = 0;
            int next = 0;
            for (int i = Prefix.Length; i < text.Length; i++)
            {
                if (bits < 5)
                {
                    held = ((held << 8) | bytes[next++]) & 0xFFFF;
                    bits += 8;
                }

                bits -= 5;
                text[i] = Base32[(held >> bits) & 31];
            }
        });
    }
}
