using System.Reflection;
using NeoServiceLayer.Enclave.Nitro.Boot;
using Xunit;

namespace NeoServiceLayer.Tests.Unit.Boot;

/// <summary>
/// The first process takes leave of whichever child has ended, which would take exit codes from the framework's Process: no project
/// of the enclave's program uses it. Workers are children that it knows of (Platform/Processes).
/// </summary>
public sealed class NoChildrenTests
{
    [Fact]
    public void Nothing_in_the_enclave_starts_processes_by_the_framework()
    {
        Dictionary<string, Assembly> ours = [];
        Collect(typeof(EnclaveBoot).Assembly, ours);
        Assert.Contains("NeoServiceLayer.Enclave.Wallet", ours.Keys);
        Assert.All(ours.Values, assembly => Assert.DoesNotContain(
            assembly.GetReferencedAssemblies(), reference => reference.Name == "System.Diagnostics.Process"));
    }

    private static void Collect(Assembly assembly, Dictionary<string, Assembly> into)
    {
        if (!into.TryAdd(assembly.GetName().Name!, assembly))
        {
            return;
        }

        foreach (AssemblyName reference in assembly.GetReferencedAssemblies())
        {
            if (reference.Name!.StartsWith("NeoServiceLayer.", StringComparison.Ordinal))
            {
                Collect(Assembly.Load(reference), into);
            }
        }
    }
}
