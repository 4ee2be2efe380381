using NeoServiceLayer.Contracts.Host;
using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Protocol.Operations;
using NeoServiceLayer.Wire;

namespace NeoServiceLayer.Enclave.Core.Events;

/// <summary>
/// Every kind of event, each with the types of its fields: numbers, enumerations, error codes, operations, types of faults and names
/// of records. No kind takes a text or bytes, so nothing of a request or a record can reach the parent's log; a test
/// holds this list to it.
/// </summary>
public static class EnclaveEvents
{
    /// <summary>A host is attached.</summary>
    public static EnclaveEvent HostAttached() => new(LogLevel.Information, "host.attached");

    /// <summary>The host is gone.</summary>
    public static EnclaveEvent HostDetached(ConnectionEnd end) => new(LogLevel.Warning, "host.detached", ("end", Word(end)));

    /// <summary>A connection found no place.</summary>
    public static EnclaveEvent ConnectionRefused(int open) => new(LogLevel.Warning, "connection.refused", ("open", new(open)));

    /// <summary>A connection came while nothing new is taken.</summary>
    public static EnclaveEvent ConnectionRefusedDraining() => new(LogLevel.Information, "connection.refusedDraining");

    /// <summary>The enclave was told to end.</summary>
    public static EnclaveEvent EnclaveDraining() => new(LogLevel.Information, "enclave.draining");

    /// <summary>A handler failed by a fault of ours.</summary>
    public static EnclaveEvent OperationFault(Operation operation, Type fault) =>
        new(LogLevel.Error, "operation.fault", ("operation", new(operation.ToString())), ("fault", new(fault.Name)));

    /// <summary>The first head was committed into an empty store.</summary>
    public static EnclaveEvent StateInitialised() => new(LogLevel.Information, "state.initialised");

    /// <summary>The state is open.</summary>
    public static EnclaveEvent StateOpened(long sequence, long records) =>
        new(LogLevel.Information, "state.opened", ("sequence", new(sequence)), ("records", new(records)));

    /// <summary>The state cannot be open with what the store gives.</summary>
    public static EnclaveEvent StateHalted(StateProblemCode problem) => new(LogLevel.Error, "state.halted", ("problem", Word(problem)));

    /// <summary>A state was presented that an enclave of this deployment gave out, and that is not in the history of the store's.</summary>
    public static EnclaveEvent StateRolledBack(long found, long wanted) =>
        new(LogLevel.Error, "state.rolledBack", ("found", new(found)), ("wanted", new(wanted)));

    /// <summary>Operators accepted the store's state as it is: another lineage begins.</summary>
    public static EnclaveEvent StateAccepted(long sequence) => new(LogLevel.Warning, "state.accepted", ("sequence", new(sequence)));

    /// <summary>An operator's share came with a state that no enclave of this deployment gave out; it does not count.</summary>
    public static EnclaveEvent FloorRefused() => new(LogLevel.Warning, "floor.refused");

    /// <summary>It is not known whether a commit happened.</summary>
    public static EnclaveEvent StateInDoubt(long sequence) => new(LogLevel.Warning, "state.inDoubt", ("sequence", new(sequence)));

    /// <summary>It is known now.</summary>
    public static EnclaveEvent StateSettled(long sequence, bool happened) =>
        new(LogLevel.Information, "state.settled", ("sequence", new(sequence)), ("happened", new(happened ? 1 : 0)));

    /// <summary>The engine itself failed.</summary>
    public static EnclaveEvent StateFault(Type fault) => new(LogLevel.Error, "state.fault", ("fault", new(fault.Name)));

    /// <summary>The store withheld a record that was committed.</summary>
    public static EnclaveEvent RecordMissing(RecordName record) => new(LogLevel.Error, "record.missing", ("record", Word(record)));

    /// <summary>The store gave an older version of a record.</summary>
    public static EnclaveEvent RecordStale(RecordName record) => new(LogLevel.Error, "record.stale", ("record", Word(record)));

    /// <summary>The store gave something that was never committed as this record.</summary>
    public static EnclaveEvent RecordAltered(RecordName record) => new(LogLevel.Error, "record.altered", ("record", Word(record)));

    /// <summary>The source of the enclave's time was ahead of what was expected, or behind it.</summary>
    public static EnclaveEvent ClockJumped(TimeSpan ahead) => new(LogLevel.Warning, "clock.jumped", ("milliseconds", new((long)ahead.TotalMilliseconds)));

    /// <summary>The source of the enclave's time did not say it: nothing stamped is served until it does.</summary>
    public static EnclaveEvent ClockLost() => new(LogLevel.Error, "clock.lost");

    /// <summary>It said it again.</summary>
    public static EnclaveEvent ClockFound() => new(LogLevel.Information, "clock.found");

    /// <summary>Some bank account's GAS fell below a threshold that its owner set.</summary>
    public static EnclaveEvent GasBankLow() => new(LogLevel.Warning, "gasbank.low");

    /// <summary>Something of the outbox failed by a fault of ours; it is tried again.</summary>
    public static EnclaveEvent OutboxFault(Type fault) => new(LogLevel.Error, "outbox.fault", ("fault", new(fault.Name)));

    /// <summary>Something of functions' triggers failed by a fault of ours; it is tried again.</summary>
    public static EnclaveEvent TriggerFault(Type fault) => new(LogLevel.Error, "trigger.fault", ("fault", new(fault.Name)));

    /// <summary>Something of a price feed failed by a fault of ours; it is tried again.</summary>
    public static EnclaveEvent PriceFault(Type fault) => new(LogLevel.Error, "price.fault", ("fault", new(fault.Name)));

    private static LogField Word<T>(T value)
        where T : struct => new(value.ToString()!);
}
