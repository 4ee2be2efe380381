using NeoServiceLayer.Contracts.SystemService;
using NeoServiceLayer.Enclave.Core.Egress;
using NeoServiceLayer.Enclave.Core.Host;

namespace NeoServiceLayer.Enclave.Nitro.Boot;

/// <summary>The operator's configuration: a file of the second ramdisk, so measured in PCR2, and nothing else.</summary>
internal static class MeasuredSettings
{
    internal const string File = "/etc/nsl/config.json";

    /// <summary>Reads it; where there is none, everything is as it is by default.</summary>
    /// <exception cref="BootException">It is not acceptable.</exception>
    internal static EnclaveSettings Read(string file)
    {
        try
        {
            EnclaveSettings settings = System.IO.File.Exists(file) ? EnclaveSettings.Parse(System.IO.File.ReadAllBytes(file)) : new EnclaveSettings();

            // What this mode does not have, plain http say, ends the boot here rather than once the root key is there.
            _ = new EgressHosts(settings, EnclaveMode.Nitro);
            return settings;
        }
        catch (FormatException wrong)
        {
            throw new BootException($"{file}: {wrong.Message}", wrong);
        }
    }
}
