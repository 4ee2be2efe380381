using GatewayLevel = NeoServiceLayer.Contracts.Host.LogLevel;

namespace NeoServiceLayer.Gateway.Http;

/// <summary>
/// Takes what the server itself finds worth a warning into the gateway's log: the category and the kind of fault,
/// never a request's words.
/// </summary>
internal sealed class ServerLogProvider(GatewayLog log) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Logger(log, categoryName);

    public void Dispose()
    {
        // The log is not ours.
    }

    private sealed class Logger(GatewayLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                log.Write(
                    logLevel == LogLevel.Warning ? GatewayLevel.Warning : GatewayLevel.Error,
                    "http." + (eventId.Name ?? "server"),
                    exception is null ? category : $"{category}: {exception.GetType().Name}");
            }
        }
    }
}
