namespace NeoServiceLayer.Enclave.Core.State.Records;

/// <summary>Numbers the boots whose seals are met, so that the index holds four bytes of each instead of 32. Not for several threads at once.</summary>
internal sealed class Boots
{
    internal const int Own = 0;

    private readonly Dictionary<Bytes32, int> numbers = [];
    private readonly List<Bytes32> ids = [];

    /// <param name="own">This boot's id, which has the number <see cref="Own"/>.</param>
    internal Boots(in Bytes32 own) => NumberOf(own);

    internal int NumberOf(in Bytes32 id)
    {
        if (!numbers.TryGetValue(id, out int number))
        {
            number = ids.Count;
            ids.Add(id);
            numbers.Add(id, number);
        }

        return number;
    }

    internal Bytes32 IdOf(int number) => ids[number];
}
