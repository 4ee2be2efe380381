using System.Text;
using NeoServiceLayer.Neo;
using NeoServiceLayer.Neo.Contexts;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;
using NeoServiceLayer.Tests.Neo.Keys;
using NeoServiceLayer.Tests.Neo.Transactions;

namespace NeoServiceLayer.Tests.Neo.Contexts;

/// <summary>Transactions for several signers, and contexts of them.</summary>
internal static class SampleContext
{
    internal static readonly AccountContract One = AccountContract.Single(SigningKey.One.Public);
    internal static readonly AccountContract Two = AccountContract.Single(SigningKey.Two.Public);
    internal static readonly AccountContract TwoOfThree =
        AccountContract.Multi(2, SigningKey.One.Public, SigningKey.Two.Public, SigningKey.Three.Public);

    /// <summary>The account of some deployed contract.</summary>
    internal static readonly UInt160 Deployed = new(Enumerable.Repeat((byte)0xab, UInt160.Length).ToArray());

    /// <summary>The transfer vector with these signers in the place of its own.</summary>
    internal static Transaction TransactionOf(params IEnumerable<UInt160> signers)
    {
        Transaction vector = TransferVector.Unsigned();
        return new Transaction
        {
            Nonce = vector.Nonce,
            SystemFee = vector.SystemFee,
            NetworkFee = vector.NetworkFee,
            ValidUntilBlock = vector.ValidUntilBlock,
            Signers = [.. signers.Select(account => new Signer { Account = account, Scopes = WitnessScopes.CalledByEntry })],
            Script = vector.Script,
        };
    }

    internal static ContractParametersContext Begin(params IEnumerable<UInt160> signers) =>
        new(TransactionOf(signers), NetworkMagic.MainNet);

    internal static void Sign(this ContractParametersContext context, AccountContract contract, KeyVector vector)
    {
        using PrivateKey key = Vectors.Import(vector.Private);
        if (!context.TrySign(contract, key))
        {
            throw new InvalidOperationException("The signature is not wanted.");
        }
    }

    internal static string Text(ContractParametersContext context) => Encoding.UTF8.GetString(context.ToBytes());

    internal static ContractParametersContext Read(string json) => ContractParametersContext.Read(Encoding.UTF8.GetBytes(json));
}
