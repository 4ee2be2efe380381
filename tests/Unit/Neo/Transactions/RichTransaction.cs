using NeoServiceLayer.Neo;
using NeoServiceLayer.Neo.Keys;
using NeoServiceLayer.Neo.Transactions;

namespace NeoServiceLayer.Tests.Neo.Transactions;

/// <summary>A transaction in which everything stands that may stand in one.</summary>
internal static class RichTransaction
{
    internal static Transaction Signed()
    {
        Transaction plain = TransferVector.Unsigned();
        var rich = new Transaction
        {
            Nonce = plain.Nonce,
            SystemFee = plain.SystemFee,
            NetworkFee = plain.NetworkFee,
            ValidUntilBlock = plain.ValidUntilBlock,
            Signers = [plain.Signers[0], Restricted()],
            Attributes =
            [
                new HighPriorityAttribute(),
                new OracleResponseAttribute(7, OracleResponseCode.Success, "{}"u8.ToArray()),
                new NotValidBeforeAttribute(5000),
                new ConflictsAttribute(plain.Hash),
                new ConflictsAttribute(default),
                new NotaryAssistedAttribute(3),
            ],
            Script = plain.Script,
        };
        return rich.WithWitnesses(
            new Witness(SigningKey.One.Invocation(rich, NetworkMagic.MainNet), VerificationScript.Single(SigningKey.One.Public)),
            new Witness(ReadOnlyMemory<byte>.Empty, ReadOnlyMemory<byte>.Empty));
    }

    internal static Signer Restricted(params IReadOnlyList<WitnessRule> more) => new()
    {
        Account = TransferVector.Receiver,
        Scopes = WitnessScopes.CalledByEntry | WitnessScopes.CustomContracts | WitnessScopes.CustomGroups
            | WitnessScopes.WitnessRules,
        AllowedContracts = [TransferVector.Sender, default],
        AllowedGroups = [SigningKey.Two.Public],
        Rules =
        [
            new WitnessRule(WitnessRuleAction.Deny, new NotCondition(new CalledByEntryCondition())),
            new WitnessRule(WitnessRuleAction.Allow, new AndCondition(
                [
                    new BooleanCondition(true),
                    new OrCondition([new ScriptHashCondition(TransferVector.Sender), new GroupCondition(SigningKey.Three.Public)]),
                ])),
            new WitnessRule(WitnessRuleAction.Allow, new CalledByContractCondition(TransferVector.Receiver)),
            new WitnessRule(WitnessRuleAction.Allow, new CalledByGroupCondition(SigningKey.One.Public)),
            .. more,
        ],
    };
}
