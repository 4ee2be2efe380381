using System.Security.Cryptography.X509Certificates;
using NeoServiceLayer.Enclave.Core.Host;

namespace NeoServiceLayer.Enclave.Core.Egress;

/// <summary>
/// The certification authorities that hosts are certified by: those of the measured configuration, or else those of a file, which in an
/// image is one of the release's and measured with it, and on a developer's machine is the machine's own.
/// </summary>
internal static class EgressRoots
{
    /// <summary>Where Debian has them, and nitro/release.list puts them.</summary>
    internal const string File = "/etc/ssl/certs/ca-certificates.crt";

    /// <summary>Reads them.</summary>
    /// <returns>None if there is no file: then only hosts with a pin are reached.</returns>
    /// <exception cref="IOException">The file cannot be read, or is something else.</exception>
    internal static X509Certificate2Collection Read(EgressSettings settings, string file)
    {
        if (settings.Roots is not null)
        {
            return EgressSettings.ReadRoots(settings.Roots);
        }

        if (!System.IO.File.Exists(file))
        {
            return [];
        }

        X509Certificate2Collection roots = EgressSettings.ReadRoots(System.IO.File.ReadAllText(file));
        return roots.Count > 0 ? roots : throw new IOException($"{file} holds no certificates that can be read; egress.roots of the configuration can replace it.");
    }
}
