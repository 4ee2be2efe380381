using CsCheck;
using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Protocol.Errors;

namespace NeoServiceLayer.Tests.State.Shapes;

/// <summary>Something to do with an account, in the state and in its model.</summary>
internal abstract record AccountOperation
{
    internal static readonly DocumentTable<Sample> Totals = new("totals", ShapeJson.Default.Sample);

    /// <summary>Any operation.</summary>
    internal static readonly Gen<AccountOperation> Any = Gen.Frequency(
        (2, Gen.Select(Gen.Int[0, AccountModel.Slots - 1], Gen.Int[0, 3000]).Select((slot, length) => (AccountOperation)new Hold(slot, length))),
        (1, Gen.Int[0, AccountModel.Slots - 1].Select(slot => (AccountOperation)new Release(slot))),
        (5, Gen.Select(Gen.Int[1, 5000], Gen.Int[1, 25]).Select((length, times) => (AccountOperation)new Append(length, times))),
        (1, Gen.Select(Gen.Double[0, 1], Gen.Int[1, 10]).Select((share, most) => (AccountOperation)new Trim(share, most))),
        (1, Gen.Int[1, 20].Select(most => (AccountOperation)new DeleteLog(most))),
        (3, Gen.Select(Gen.Int[0, 200], Gen.Int[1, 20], Gen.Int[0, 300]).Select((from, count, length) => (AccountOperation)new Put(from, count, length))),
        (2, Gen.Select(Gen.Int[0, 200], Gen.Int[1, 60]).Select((from, count) => (AccountOperation)new Remove(from, count))),
        (3, Gen.Int[1, 9].Select(amount => (AccountOperation)new Give(amount))),
        (1, Gen.Const((AccountOperation)new Refuse())));

    /// <summary>Does it to both; what has no model goes by the state alone.</summary>
    internal abstract ValueTask ApplyAsync(ITransaction tx, string account, AccountModel model);

    internal sealed record Hold(int Slot, int Length) : AccountOperation
    {
        internal override ValueTask ApplyAsync(ITransaction tx, string account, AccountModel model)
        {
            Sample document = new() { Name = new string('n', Length), Amount = model.Held.GetValueOrDefault(Slot)?.Amount ?? 0 };
            model.Held[Slot] = document;
            AccountModel.Documents.Put(tx, AccountModel.Name(account, Slot), document);
            return default;
        }
    }

    /// <summary>Slot 0 stays: it holds what the account has given.</summary>
    internal sealed record Release(int Slot) : AccountOperation
    {
        internal override ValueTask ApplyAsync(ITransaction tx, string account, AccountModel model)
        {
            if (Slot > 0)
            {
                model.Held.Remove(Slot);
                AccountModel.Documents.Delete(tx, AccountModel.Name(account, Slot));
            }

            return default;
        }
    }

    internal sealed record Append(int Length, int Times) : AccountOperation
    {
        internal override async ValueTask ApplyAsync(ITransaction tx, string account, AccountModel model)
        {
            for (int i = 0; i < Times; i++)
            {
                string entry = new((char)('a' + (model.Log.Next % 26)), Length);
                Xunit.Assert.Equal(model.Log.Append(entry), await AccountModel.Logs.AppendAsync(tx, account, entry));
            }
        }
    }

    internal sealed record Trim(double Share, int Most) : AccountOperation
    {
        internal override async ValueTask ApplyAsync(ITransaction tx, string account, AccountModel model)
        {
            long before = model.Log.First + (long)((model.Log.Next - model.Log.First) * Share);
            model.Log.Trim(before);
            await AccountModel.Logs.TrimAsync(tx, account, before, Most);
        }
    }

    internal sealed record DeleteLog(int Most) : AccountOperation
    {
        internal override async ValueTask ApplyAsync(ITransaction tx, string account, AccountModel model) =>
            model.Log.Delete(more: await AccountModel.Logs.DeleteAsync(tx, account, Most));
    }

    internal sealed record Put(int From, int Count, int Length) : AccountOperation
    {
        internal override async ValueTask ApplyAsync(ITransaction tx, string account, AccountModel model)
        {
            for (int i = From; i < From + Count; i++)
            {
                byte[] value = new byte[Length];
                Xunit.Assert.Equal(model.Index.Put(Key(i), value), await AccountModel.Indexes.PutAsync(tx, account, Key(i), value));
            }
        }
    }

    internal sealed record Remove(int From, int Count) : AccountOperation
    {
        internal override async ValueTask ApplyAsync(ITransaction tx, string account, AccountModel model)
        {
            for (int i = From; i < From + Count; i++)
            {
                Xunit.Assert.Equal(model.Index.Remove(Key(i)), await AccountModel.Indexes.RemoveAsync(tx, account, Key(i)));
            }
        }
    }

    /// <summary>Adds to what the account has given, and to the total of all accounts, which all of them write.</summary>
    internal sealed record Give(int Amount) : AccountOperation
    {
        internal override async ValueTask ApplyAsync(ITransaction tx, string account, AccountModel model)
        {
            Sample given = model.Held.GetValueOrDefault(0) ?? new Sample { Name = "", Amount = 0 };
            model.Held[0] = given with { Amount = given.Amount + Amount };
            AccountModel.Documents.Put(tx, AccountModel.Name(account, 0), model.Held[0]);
            long total = (await Totals.FindAsync(tx, "total"))?.Amount ?? 0;
            Totals.Put(tx, "total", new Sample { Name = "", Amount = total + Amount });
        }
    }

    /// <summary>The request is refused by what serves it, after all that went before.</summary>
    internal sealed record Refuse : AccountOperation
    {
        internal override ValueTask ApplyAsync(ITransaction tx, string account, AccountModel model) =>
            throw new RequestException(ErrorCode.PolicyDenied, "No.");
    }

    private static byte[] Key(int number) => [(byte)'k', (byte)(number * 37), (byte)number];
}
