namespace NeoServiceLayer.Protocol.Serving;

/// <summary>The table that sessions look requests up in; another may take its place while they run. Any thread.</summary>
/// <param name="first">What is served to begin with.</param>
public sealed class CurrentTable(OperationTable first)
{
    private volatile OperationTable table = first;

    /// <summary>What is served now.</summary>
    public OperationTable Table
    {
        get => table;
        set => table = value;
    }
}
