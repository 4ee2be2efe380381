using NeoServiceLayer.Enclave.Core.State;
using NeoServiceLayer.Enclave.Core.State.Shapes;
using NeoServiceLayer.Neo.Keys;

namespace NeoServiceLayer.Enclave.GasBank.Sponsorship.Storage;

/// <summary>The transactions that bank accounts pay for, found by network and hash: one reservation a hash.</summary>
internal sealed class Sponsorships
{
    private readonly DocumentTable<SponsorshipDocument> documents = new("gasbank-sponsorship", SponsorDocumentJson.Default.SponsorshipDocument);

    internal ValueTask<SponsorshipDocument?> FindAsync(ITransaction state, string network, UInt256 hash) =>
        documents.FindAsync(state, Name(network, hash.ToString()));

    internal ValueTask<SponsorshipDocument?> FindAsync(ITransaction state, string name) => documents.FindAsync(state, name);

    internal void Put(ITransaction state, SponsorshipDocument document) => documents.Put(state, NameOf(document), document);

    internal void Delete(ITransaction state, string name) => documents.Delete(state, name);

    /// <summary>What a document is found by: at most 32 characters, a colon and 66.</summary>
    internal static string NameOf(SponsorshipDocument document) => Name(document.Network, document.Hash);

    private static string Name(string network, string hash) => $"{network}:{hash}";
}
