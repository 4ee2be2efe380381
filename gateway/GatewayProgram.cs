using Microsoft.Data.Sqlite;
using NeoServiceLayer.Contracts;
using NeoServiceLayer.Gateway.HostServices.Records;

namespace NeoServiceLayer.Gateway;

/// <summary>The gateway's command line: what it prints, and how it ends.</summary>
internal static class GatewayProgram
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int Usage = 2;

    private const string Help = """
        gateway: HTTP in front of the Neo Service Layer's enclave. It runs on the parent and is not trusted.

        usage: gateway [--enclave ENDPOINT] [--store sqlite:FILE] [--urls URL;...] [--admin URL] [--config FILE]
               gateway backup [--store sqlite:FILE] --to FILE

          --enclave ENDPOINT   unix:/path, tcp:127.0.0.1:5000, vsock:CID:PORT or hybrid:/path:PORT
                               (default: unix:.nsl/enclave.sock)
          --store sqlite:FILE  where the enclave's sealed records are kept (default: sqlite:.nsl/gateway.db)
          --urls URL;...       where HTTP is served (default: http://127.0.0.1:8080); port 0 takes a free one
          --admin URL          where health and metrics are served (default: http://127.0.0.1:8081)
          --config FILE        limits, as JSON (default: none)
          backup --to FILE     copies the store, as it is now, to a new file; a gateway may be running on it
          --help, --version
        """;

    internal static int Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        try
        {
            if (arguments.Count > 0 && arguments[0] == BackupOptions.Command)
            {
                Backup(BackupOptions.Parse([.. arguments.Skip(1)]), output, errors);
                return Done;
            }

            GatewayOptions options = GatewayOptions.Parse(arguments);
            if (options.Help || options.Version)
            {
                output.WriteLine(options.Help ? Help : "gateway " + ProductVersion.Text);
                return Done;
            }

            GatewaySettings settings = options.ReadSettings();
            GatewayProcess.RunAsync(options, settings, output, errors).GetAwaiter().GetResult();
            return Done;
        }
        catch (FormatException wrong)
        {
            errors.WriteLine("gateway: " + wrong.Message);
            return Usage;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or StoreException)
        {
            errors.WriteLine("gateway: " + failed.Message);
            return Failed;
        }
        catch (SqliteException failed)
        {
            errors.WriteLine($"gateway: the store cannot be used: SQLite's error {failed.SqliteExtendedErrorCode}.");
            return Failed;
        }
    }

    private static void Backup(BackupOptions options, TextWriter output, TextWriter errors)
    {
        long records = SqliteBackup.Make(
            options.StoreFile, options.Copy, (done, all) => errors.WriteLine($"gateway: backup: {done} of {all} pages are copied."));
        output.WriteLine($"gateway: backup: {records} records in {new FileInfo(options.Copy).Length} bytes, {options.Copy}");
    }
}
